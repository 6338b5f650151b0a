import { seesBoard } from '../../access/sees-board.ts'
import {
  DecklogError,
  type ErrorCode,
  type FieldError,
  isDecklogError,
  messageOf,
} from '../../errors.ts'
import type { Host } from '../../host.ts'
import type { Caller } from '../../http/route.ts'
import { createPace, mapYielding } from '../../timing/map-yielding.ts'
import type { ReadingsOrigin, TakenReading, TakenReadings } from '../guard-view.ts'
import type { Reading } from '../reading.ts'
import { checkReading } from './check-reading.ts'
import { misfits, observationOf, subjectOf, type TakingGuard } from './observation-of.ts'

// These say nothing about a reading, but that none could be taken.
const outages: readonly ErrorCode[] = [
  'DECKLOG_LEDGER_UNAVAILABLE',
  'DECKLOG_OUTCOME_UNKNOWN',
  'DECKLOG_SHUTTING_DOWN',
]

/** Takes each reading of a list, whatever becomes of the others. Throws when none was taken for want of a ledger. */
export async function takeReadings(
  host: Pick<Host, 'observe'>,
  guard: TakingGuard,
  list: readonly unknown[],
  { caller, idempotencyKey }: ReadingsOrigin,
): Promise<TakenReadings> {
  const pace = createPace()
  const takeOne = async (candidate: unknown, index: number): Promise<Taken> => {
    const reading = fitting(guard, candidate, caller)
    const { subjectId } = subjectOf(guard, reading)
    const key = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey} ${index}` }
    const request = { ...observationOf(guard, reading), actor: caller.actor, ...key }
    const { eventId, position } = await pace(() => host.observe(request))
    return { subjectId, eventId, position }
  }
  const settling = await mapYielding(list, async (candidate, index) => {
    const [settled] = await Promise.allSettled([takeOne(candidate, index)])
    return settled
  })
  const settled = await Promise.all(settling)
  const failures = settled.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
  const outage = failures.find(error => isDecklogError(error, ...outages))
  if (outage && failures.length === settled.length) throw outage
  const taken = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value.position] : []))
  return {
    outcomes: settled.map(one =>
      one.status === 'fulfilled' ? accepted(one.value) : refused(one.reason),
    ),
    position: taken.length === 0 ? undefined : taken.reduce((a, b) => (a > b ? a : b)),
  }
}

interface Taken {
  readonly subjectId: string
  readonly eventId: string
  readonly position: bigint
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

function accepted({ subjectId, eventId }: Taken): TakenReading {
  const nothing = { code: null, detail: null, errors: [] }
  return { outcome: 'accepted', subject_id: subjectId, event_id: eventId, ...nothing }
}

function refused(reason: unknown): TakenReading {
  const isOurs = isDecklogError(reason)
  return {
    ...{ outcome: 'refused', subject_id: null, event_id: null },
    code: isOurs ? reason.code : 'DECKLOG_INTERNAL',
    detail: isOurs ? messageOf(reason) : 'It could not be taken.',
    errors: isOurs ? (reason.fields ?? []) : [],
  }
}
