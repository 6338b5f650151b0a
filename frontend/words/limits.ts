import { describeDuration } from './durations.ts'
import type { Level } from './levels.ts'
import { describeValue } from './values.ts'

/** Where one level of a measure begins and ends. */
interface Limit {
  readonly enter: number
  readonly leave: number
  readonly enter_after_seconds: number
}

/** The limits of a measure, as the API declares them. */
export interface Limits {
  readonly side: 'below' | 'above'
  readonly warning?: Limit | null
  readonly critical?: Limit | null
  readonly emergency?: Limit | null
  readonly leave_after_seconds: number
}

const judged = ['warning', 'critical', 'emergency'] as const

/** The limits that there are, mildest first. */
export function limitsOf(limits: Limits | null): readonly (Limit & { readonly level: Level })[] {
  return judged.flatMap(level => {
    const limit = limits?.[level]
    return limit ? [{ level, ...limit }] : []
  })
}

/** Limits in words: `warning above 80 %, critical above 90 % for 1 min`. */
export function describeLimits(limits: Limits | null, unit: string): string {
  if (limits === null) return 'not judged'
  return limitsOf(limits)
    .map(({ level, enter, enter_after_seconds: held }) => {
      const after = held > 0 ? ` for ${describeDuration(held)}` : ''
      return `${level} ${limits.side} ${describeValue(enter, unit)}${after}`
    })
    .join(', ')
}
