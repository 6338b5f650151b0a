import { pressures } from '../levels.ts'
import type { MeasureLimits } from '../measure.ts'

const leastSeconds = 3_600

/** How long before a moment readings are to be looked at, for all that these limits wait for to be known at it. */
export function lookBackSeconds(
  limits: readonly Pick<MeasureLimits, 'leaveAfterSeconds' | (typeof pressures)[number]>[],
): number {
  const waits = limits.flatMap(one => [
    one.leaveAfterSeconds,
    ...pressures.map(level => one[level]?.enterAfterSeconds ?? 0),
  ])
  return Math.max(leastSeconds, 2 * Math.max(0, ...waits))
}
