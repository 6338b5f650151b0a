import type { Resolution } from './row.ts'

/** Resolutions that are rolled up from samples, with their length. */
export const fineMs = { '5m': 300_000, '1h': 3_600_000 } as const

export type FineResolution = keyof typeof fineMs

const DAY_MS = 86_400_000

/** Start of the bucket that holds `time`, in UTC. */
export function bucketOf(resolution: FineResolution, time: Date): Date {
  const ms = fineMs[resolution]
  return new Date(Math.floor(time.getTime() / ms) * ms)
}

/** Starts of all buckets of a UTC day. */
export function bucketsOf(resolution: FineResolution, day: string): readonly Date[] {
  const ms = fineMs[resolution]
  const start = Date.parse(day)
  return Array.from({ length: DAY_MS / ms }, (_, index) => new Date(start + index * ms))
}

/** Key of the row of a bucket. */
export function bucketKey(diskId: string, resolution: Resolution, start: Date): string {
  return `${diskId}/${resolution}/${start.toISOString()}`
}

/** The bucket a key names. */
export function bucketNamed(key: string): { readonly resolution: string; readonly start: Date } {
  const [, resolution = '', start = ''] = key.split('/')
  return { resolution, start: new Date(start) }
}
