import type { EventCatalog } from '../events/event-catalog.ts'
import { isOwnMark } from '../history/event-filter.ts'
import type { Categories } from './categories.ts'
import type { Moment } from './find-moment.ts'

/** Facts that an answer about the past may lack, because the ledger keeps them only for a while. */
export interface Missing {
  readonly type: string
  /** Category of the streams that they are in. */
  readonly category: string
  /** Before this time they have expired; undefined where only the newest `newest` of each stream stay. */
  readonly before: Date | undefined
  readonly newest: number | undefined
}

/** Names what may be missing of a moment by now, of the types that were folded, sorted. */
export function missingAt(
  { at }: Pick<Moment, 'at'>,
  seen: readonly Categories[],
  { now, limitsOf }: { readonly now: Date } & Pick<EventCatalog, 'limitsOf'>,
): readonly Missing[] {
  const found = new Map<string, Missing>()
  for (const categories of seen)
    for (const [type, names] of Object.entries(categories))
      for (const category of isOwnMark(type) ? [] : names) {
        const limits = limitsOf(`${category}-`)
        const before = expiredBefore(limits?.maxAgeSeconds, now)
        const isExpired = before !== undefined && at < before
        if (isExpired || limits?.maxCount !== undefined)
          found.set(`${type} ${category}`, {
            ...{ type, category, before: isExpired ? before : undefined },
            newest: limits?.maxCount,
          })
      }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, missing]) => missing)
}

function expiredBefore(maxAgeSeconds: number | undefined, now: Date): Date | undefined {
  return maxAgeSeconds === undefined ? undefined : new Date(now.getTime() - maxAgeSeconds * 1_000)
}

/** Says it in one piece of a header: `disk.Sampled of diskSample before 2026-01-01T00:00:00.000Z`. */
export function describeMissing({ type, category, before, newest }: Missing): string {
  const older = before ? ` before ${before.toISOString()}` : ''
  const fewer = newest === undefined ? '' : ` but the newest ${newest} of each stream`
  return `${type} of ${category}${older}${fewer}`
}
