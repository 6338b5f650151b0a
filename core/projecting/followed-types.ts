import { barrierType } from '../ledger/barrier.ts'
import type { Projection } from '../projection.ts'

/** The event types of a projection's subscription, sorted: those it handles, and barriers. */
export function followedTypes(projection: Projection): readonly string[] {
  return [...Object.keys(projection.on), barrierType].sort()
}
