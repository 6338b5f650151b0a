import { DecklogError } from '../errors.ts'
import type { Decider, DomainEvent } from '../event.ts'
import type { CommandOrigin } from '../http/command-of.ts'
import type { Host } from '../host.ts'
import { guardEvent } from './guard-events.ts'
import { isThere, type RecordedSubject } from './judging/standing.ts'
import { levelStream, nameOf, namesOf, type Subject } from './subject.ts'

/** A subject as far as it is looked at to forget it: what it is called of its row of `guard-levels`. */
export interface KnownSubject extends RecordedSubject {
  readonly _key: string
  readonly host: string | null
  readonly board_id: string | null
  readonly subject: string
}

/** Why a subject is forgotten, and who asks: the guard itself when nobody does. */
interface Asked {
  readonly reason: string
  readonly origin?: CommandOrigin
}

/** Forgets a subject that does not come back, and what it blocked. */
export async function forgetSubject(
  host: Pick<Host, 'execute'>,
  { guard, row }: { readonly guard: string; readonly row: KnownSubject },
  { reason, origin }: Asked,
): Promise<{ readonly position: bigint }> {
  const { _key: subjectId, host: machine, board_id: boardId, subject } = row
  const named = namesOf({ subjectId, host: machine, boardId, subject })
  const command = { guard, named, reason }
  const stream = levelStream(guard, subjectId)
  return host.execute(forgetDecider, { stream, command, ...origin })
}

/** Throws DECKLOG_REFUSED where a subject is there: forgotten, one that is critical would open its gate until it is read the next time. */
export function refuseWhatIsThere(row: KnownSubject, now: Date): void {
  if (!isThere(row, now)) return
  const at = row.sampled_at?.toISOString() ?? ''
  const message = `${nameOf(row)} was read at ${at}: it is there. Stop reading it, and wait until its state is no longer \`read\`; then it can be forgotten.`
  throw new DecklogError('DECKLOG_REFUSED', message)
}

interface Forget {
  readonly guard: string
  readonly named: Subject
  readonly reason: string
}

/** A subject is forgotten as often as it is asked for: each time may be after it was seen again. */
const forgetDecider: Decider<null, Forget, DomainEvent> = {
  initial: null,
  evolve: () => null,
  decide: ({ guard, named, reason }) => [guardEvent(guard, 'Forgotten', { ...named, reason })],
}
