/** How long the buckets are in which a console draws what was read. */
export const resolutions = ['5m', '1h', '1d'] as const
export type Resolution = (typeof resolutions)[number]

/** Resolutions that are rolled up from readings, with their length; days come from their summaries. */
const fineMs = { '5m': 300_000, '1h': 3_600_000 } as const
const fine = ['5m', '1h'] as const
type FineResolution = (typeof fine)[number]

const DAY_MS = 86_400_000

/** A bucket: a subject's readings from a moment on, for as long as its resolution says. */
export interface Bucket {
  readonly resolution: Resolution
  readonly start: Date
}

/** Keys of the buckets that a reading of this time is in, in UTC. */
export function bucketsOfReading(subjectId: string, time: Date): readonly string[] {
  return fine.map(resolution => {
    const ms = fineMs[resolution]
    return bucketKey(subjectId, resolution, Math.floor(time.getTime() / ms) * ms)
  })
}

/** Key of the bucket of a whole UTC day. */
export function bucketOfDay(subjectId: string, day: string): string {
  return bucketKey(subjectId, '1d', Date.parse(day))
}

/** Keys of all fine buckets of a UTC day. */
export function fineBucketsOfDay(subjectId: string, day: string): readonly string[] {
  const start = Date.parse(day)
  const startsOf = (resolution: FineResolution): readonly number[] =>
    Array.from({ length: DAY_MS / fineMs[resolution] }, (_, n) => start + n * fineMs[resolution])
  return fine.flatMap(resolution =>
    startsOf(resolution).map(ms => bucketKey(subjectId, resolution, ms)),
  )
}

/** The bucket that a key names. */
export function bucketNamed(key: string): Bucket {
  const [, name = '', start = ''] = key.split('/')
  const resolution = resolutions.find(one => one === name)
  if (!resolution) throw new TypeError(`${key} names no bucket`)
  return { resolution, start: new Date(start) }
}

// In the order of their keys, the buckets of a subject and resolution are those of time.
function bucketKey(subjectId: string, resolution: Resolution, startMs: number): string {
  return `${subjectId}/${resolution}/${new Date(startMs).toISOString()}`
}
