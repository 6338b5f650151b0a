import type { Recorded } from '../../core/event.ts'
import type { DaySummarised, DetailExpired, Sampled } from '../../plugins/disk/events.ts'
import { bucketKey, bucketOf, bucketsOf, type FineResolution } from './bucket.ts'

export type UsageEvent = Sampled | DaySummarised | DetailExpired

const fine: readonly FineResolution[] = ['5m', '1h']

/** Keys of the buckets that an event touches. */
export function keysOf(event: Recorded<UsageEvent>): readonly string[] {
  const { diskId } = event.data
  switch (event.type) {
    case 'disk.Sampled':
      return fine.map(r => bucketKey(diskId, r, bucketOf(r, event.receivedAt)))
    case 'disk.DaySummarised':
      return event.data.samples > 0 ? [bucketKey(diskId, '1d', new Date(event.data.day))] : []
    case 'disk.DetailExpired': {
      const { day } = event.data
      return fine.flatMap(r => bucketsOf(r, day).map(start => bucketKey(diskId, r, start)))
    }
    default:
      return event satisfies never
  }
}
