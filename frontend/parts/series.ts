import type { ChartPoint } from './chart.tsx'

/** How far back a picture goes; it is what the address says: `over=7d`. */
export type Over = '6h' | '7d' | '90d'

/** The lengths of time that are shown, what they are called, and how long a bucket of each is. */
export const overs: readonly Over[] = ['6h', '7d', '90d']

interface Span {
  readonly label: string
  readonly ms: number
  /** As the API names it. */
  readonly resolution: '5m' | '1h' | '1d'
  readonly bucketMs: number
}

const hourMs = 3_600_000

const spans: Readonly<Record<Over, Span>> = {
  '6h': { label: '6 h', ms: 6 * hourMs, resolution: '5m', bucketMs: hourMs / 12 },
  '7d': { label: '7 d', ms: 7 * 24 * hourMs, resolution: '1h', bucketMs: hourMs },
  '90d': { label: '90 d', ms: 90 * 24 * hourMs, resolution: '1d', bucketMs: 24 * hourMs },
}

/** What is known of a length of time. */
export function spanOf(over: Over): Span {
  return spans[over]
}

/** The length of time that an address names; the shortest when it names none. */
export function overOf(query: URLSearchParams): Over {
  const word = query.get('over')
  return overs.find(over => over === word) ?? '6h'
}

/** What was read in a bucket. Times in ms. */
export interface Bucket {
  readonly start: number
  readonly value: number
  readonly min: number
  readonly max: number
}

/** The points of a picture, one for each bucket of its time: where nothing was read there is a gap. */
export function pointsOf(
  buckets: readonly Bucket[],
  { from, to, bucketMs }: { readonly from: number; readonly to: number; readonly bucketMs: number },
): readonly ChartPoint[] {
  const known = new Map(buckets.map(bucket => [Math.floor(bucket.start / bucketMs), bucket]))
  const first = Math.floor(from / bucketMs)
  const count = Math.max(0, Math.floor(to / bucketMs) - first + 1)
  return Array.from({ length: count }, (_, place) => {
    const bucket = known.get(first + place)
    const at = (first + place) * bucketMs
    return bucket
      ? { at, value: bucket.value, min: bucket.min, max: bucket.max }
      : { at, value: null }
  })
}
