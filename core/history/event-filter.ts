import { receivedAtOf } from '../events/event-stamp.ts'
import type { StoredEvent } from '../ledger/ledger.ts'

// An event may be recorded a little before one that came earlier, when the ledger's clock was set back.
const clockSlackMs = 3_600_000

// Marks of how far it is and that it lives: of no interest to whom they do not tell anything.
const ownTypes = new Set([
  'core.BarrierRaised',
  'core.MachineConfirmed',
  'core.ReceivingConfirmed',
  'access.DirectoryNoted',
])

/** Tells whether an event of a type is such a mark. */
export function isOwnMark(type: string): boolean {
  return ownTypes.has(type)
}

/** Which way the ledger is read. */
export type Direction = 'forwards' | 'backwards'

/** Which events are asked for; what is absent does not matter. Ranges hold their first value and not their last. */
export interface EventFilter {
  /** Id of the event. */
  readonly id?: string
  readonly types?: readonly string[]
  readonly category?: string
  /** `kind:id`, as the metadata has it. */
  readonly actor?: string
  readonly correlation?: string
  /** Id of the event that it follows from. */
  readonly causation?: string
  /** What Decklog writes for its own working. */
  readonly own?: 'shown' | 'hidden'
  /** The time that `since` and `until` are about. */
  readonly time: 'recorded' | 'received'
  readonly since?: Date
  readonly until?: Date
  readonly fromPosition?: bigint
  readonly toPosition?: bigint
}

/** Tells whether an event is asked for. */
export function matches(event: StoredEvent, filter: EventFilter): boolean {
  const { id, types, category, actor, correlation, causation, own } = filter
  if (id !== undefined && event.id !== id) return false
  if (own === 'hidden' && isOwnMark(event.type)) return false
  if (types && !types.includes(event.type)) return false
  if (category !== undefined && !event.stream.startsWith(`${category}-`)) return false
  if (actor !== undefined && !causedBy(actor, event.metadata)) return false
  if (correlation !== undefined && event.metadata['$correlationId'] !== correlation) return false
  if (causation !== undefined && event.metadata['$causationId'] !== causation) return false
  return isWithin(event.position, filter.fromPosition, filter.toPosition) && isTimely(event, filter)
}

/** Tells whether nothing that is asked for can follow an event, in the direction of reading. */
export function endsBefore(event: StoredEvent, filter: EventFilter, direction: Direction): boolean {
  const { time, since, until, fromPosition, toPosition } = filter
  const recordedMs = event.recordedAt.getTime()
  if (direction === 'backwards') {
    // What is received is recorded later, if anything: so this holds for both times.
    if (since && recordedMs < since.getTime() - clockSlackMs) return true
    return fromPosition !== undefined && event.position < fromPosition
  }
  if (until && time === 'recorded' && recordedMs >= until.getTime() + clockSlackMs) return true
  return toPosition !== undefined && event.position >= toPosition
}

function isTimely(event: StoredEvent, { time, since, until }: EventFilter): boolean {
  const at = time === 'recorded' ? event.recordedAt : receivedAtOf(event)
  return isWithin(at, since, until)
}

function isWithin<T extends bigint | Date>(value: T, from?: T, to?: T): boolean {
  return (from === undefined || value >= from) && (to === undefined || value < to)
}

// Who acted in somebody's name caused it as well.
function causedBy(actor: string, metadata: StoredEvent['metadata']): boolean {
  return metadata['actor'] === actor || metadata['via'] === actor
}
