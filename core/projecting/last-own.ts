import { barrierType } from '../ledger/barrier.ts'
import type { StoredEvent } from '../ledger/ledger.ts'

/** How many events there are beside barriers, which do not last, and which is the last of them. */
export function lastOwn(events: readonly StoredEvent[]): {
  readonly count: number
  readonly last: StoredEvent | undefined
} {
  let count = 0
  for (const event of events) if (event.type !== barrierType) count += 1
  return { count, last: events.findLast(event => event.type !== barrierType) }
}
