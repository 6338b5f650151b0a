import type { EventCatalog } from '../events/event-catalog.ts'
import { barrierType } from '../ledger/barrier.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { Recorded } from '../event.ts'
import { guardEventSpec } from '../guarding/guard-events.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'
import { unknownKey, type ParkedEvent } from '../readmodel/parked-events.ts'

const longestKey = 512
const unkeepable = /\0|\p{Surrogate}/u

/** The events of a batch by the rows they touch, and those of which that cannot be told. */
export interface BatchPlan {
  readonly byKey: ReadonlyMap<string, readonly Recorded[]>
  readonly unreadable: readonly ParkedEvent[]
}

/** Decodes the events of a batch and sorts them by key. */
export function planBatch(
  projection: Projection,
  catalog: Pick<EventCatalog, 'decode'>,
  events: readonly StoredEvent[],
): BatchPlan {
  const byKey = new Map<string, Recorded[]>()
  const unreadable: ParkedEvent[] = []
  for (const stored of events) {
    if (stored.type === barrierType) continue
    try {
      // Guards that are not installed here, but where another process runs, are followed too.
      const undeclared = projection.ofGuards ? guardEventSpec(stored.type) : undefined
      const event = catalog.decode(stored, undeclared)
      for (const key of keysOf(projection, event, byKey)) {
        const known = byKey.get(key)
        if (known) known.push(event)
        else byKey.set(key, [event])
      }
    } catch (error) {
      unreadable.push(parked(unknownKey, stored, error))
    }
  }
  return { byKey, unreadable }
}

/** An event to be set aside under a key; without an error it waits behind an earlier one. */
export function parked(key: string, event: StoredEvent | Recorded, error?: unknown): ParkedEvent {
  const { position, stream, revision, id: eventId, type } = event
  const text = error === undefined ? undefined : messageOf(error)
  return { key, position, stream, revision, eventId, type, error: text }
}

function keysOf(
  projection: Projection,
  event: Recorded,
  known: ReadonlyMap<string, unknown>,
): Iterable<string> {
  const keys = projection.keys(event)
  for (const key of keys) {
    if (known.has(key)) continue
    if (key === '' || key === unknownKey || key.length > longestKey || unkeepable.test(key))
      throw new DecklogError('DECKLOG_PLUGIN_INVALID', `A key is empty, too long or unprintable`)
  }
  return keys.length > 1 ? new Set(keys) : keys
}
