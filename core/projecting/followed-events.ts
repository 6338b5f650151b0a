import { barrierType } from '../ledger/barrier.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'

/** The event types of a projection's subscription, sorted: those it handles, and barriers. */
export function followedTypes(projection: Projection): readonly string[] {
  return [...Object.keys(projection.on), barrierType].sort()
}

/** How many events there are beside barriers, which do not last, and which is the last of them. */
export function lastOwn(events: readonly StoredEvent[]): {
  readonly count: number
  readonly last: StoredEvent | undefined
} {
  let count = 0
  for (const event of events) if (event.type !== barrierType) count += 1
  return { count, last: events.findLast(event => event.type !== barrierType) }
}
