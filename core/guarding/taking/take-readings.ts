import { seesBoard } from '../../access/sees-board.ts'
import { DecklogError, type FieldError } from '../../errors.ts'
import type { Host } from '../../host.ts'
import type { Caller } from '../../http/route.ts'
import { takeList } from '../../http/sent-list.ts'
import type { ReadingsOrigin, TakenReadings } from '../guard-view.ts'
import type { Reading } from '../reading.ts'
import { checkReading } from './check-reading.ts'
import type { Room } from './room.ts'
import { misfits, observationOf, subjectOf, type TakingGuard } from './observation-of.ts'

/** A guard that takes what others bring, as far as there is room. */
export interface BroughtGuard extends TakingGuard {
  readonly room: Room
}

/** Takes each reading of a list, whatever becomes of the others. Throws when none was taken for want of a ledger, or of room. */
export async function takeReadings(
  host: Pick<Host, 'observe'>,
  guard: BroughtGuard,
  list: readonly unknown[],
  { caller, idempotencyKey }: ReadingsOrigin,
): Promise<TakenReadings> {
  const taken = await takeList(list, {
    ...{ field: 'subject_id', failed: 'It could not be taken.', idempotencyKey },
    async take(candidate, { pace, key }) {
      const reading = fitting(guard, candidate, caller)
      const { subjectId: id } = subjectOf(guard, reading)
      await guard.room.letIn(id)
      const request = { ...observationOf(guard, reading), actor: caller.actor, ...key }
      return { id, ...(await pace(() => host.observe(request))) }
    },
  })
  refuseWhereNoneHasRoom(taken)
  return taken
}

// Who sends what is new alone is told by the status already.
function refuseWhereNoneHasRoom({ outcomes }: TakenReadings): void {
  const [first] = outcomes
  if (!first || !outcomes.every(({ code }) => code === 'DECKLOG_REFUSED')) return
  throw new DecklogError('DECKLOG_REFUSED', first.detail ?? '', { fields: first.errors })
}

function fitting(guard: TakingGuard, candidate: unknown, caller: Caller): Reading {
  const checked = checkReading(candidate, 'sent')
  const faults = 'faults' in checked ? checked.faults : misfits(guard, checked.reading)
  if (!('reading' in checked) || faults.length > 0) throw notValid(faults)
  const { board = null } = checked.reading
  // Another board's things are not there for who is limited to some, and neither is what is of none.
  if (seesBoard(caller, board)) return checked.reading
  const what =
    board === null ? 'a token that is limited to boards must name one' : 'there is no such board'
  throw new DecklogError('DECKLOG_NOT_FOUND', `board: ${what}`)
}

function notValid(fields: readonly FieldError[]): DecklogError {
  const message = fields.map(({ field, message: what }) => `${field} ${what}`.trim()).join('; ')
  return new DecklogError('DECKLOG_VALIDATION', message, { fields })
}
