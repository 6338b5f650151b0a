import {
  bucketNamed,
  bucketOfDay,
  bucketsOfReading,
  defineProjection,
  fineBucketsOfDay,
  type Recorded,
} from '../../core/plugin-api.ts'
import type { DaySummarised, DetailExpired } from '../../plugins/disk/day-events.ts'
import type { Sampled } from '../../plugins/disk/sample-events.ts'
import { type DiskUsageRow, usageTable } from './row.ts'

/**
 * How the use of every disk went: buckets of 5 minutes and 1 hour from its samples, of 1 day from the summaries of its days. Before
 * samples expire, `disk.DetailExpired` takes the fine buckets of their day away, so that a rebuild from what the
 * ledger still has ends in the same rows.
 */
export default defineProjection<DiskUsageRow, UsageEvent>({
  name: 'disk-usage',
  version: 1,
  columns: usageTable.columns,
  indexes: [['disk_id', 'resolution', 'bucket_start']],
  keys: keysOf,
  on: {
    'disk.Sampled': takeSample,
    'disk.DaySummarised': takeSummary,
    'disk.DetailExpired': () => null,
  },
})

export type UsageEvent = Sampled | DaySummarised | DetailExpired

/** Keys of the buckets that an event touches. */
function keysOf(event: Recorded<UsageEvent>): readonly string[] {
  const { diskId } = event.data
  switch (event.type) {
    case 'disk.Sampled':
      return bucketsOfReading(diskId, event.receivedAt)
    case 'disk.DaySummarised':
      return event.data.samples > 0 ? [bucketOfDay(diskId, event.data.day)] : []
    case 'disk.DetailExpired':
      return fineBucketsOfDay(diskId, event.data.day)
    default:
      return event satisfies never
  }
}

/** Takes a sample into its bucket, once: what comes again is known by its revision. */
function takeSample(
  row: DiskUsageRow | undefined,
  { data, revision }: Recorded<Sampled>,
  key: string,
): DiskUsageRow {
  const { usedBytes: used, availableBytes: available } = data
  const last = { used_last_bytes: used, available_last_bytes: available }
  if (!row) {
    return {
      disk_id: data.diskId,
      ...bucketColumns(key),
      used_min_bytes: used,
      used_max_bytes: used,
      available_min_bytes: available,
      available_max_bytes: available,
      ...last,
      samples: 1,
      last_revision: Number(revision),
    }
  }
  if (Number(revision) <= row.last_revision) return row
  return {
    ...row,
    used_min_bytes: Math.min(row.used_min_bytes, used),
    used_max_bytes: Math.max(row.used_max_bytes, used),
    available_min_bytes: Math.min(row.available_min_bytes, available),
    available_max_bytes: Math.max(row.available_max_bytes, available),
    ...last,
    samples: row.samples + 1,
    last_revision: Number(revision),
  }
}

/** Makes the row of a day from its summary; a day without samples has none. */
function takeSummary(
  row: DiskUsageRow | undefined,
  { data, revision }: Recorded<DaySummarised>,
  key: string,
): DiskUsageRow | null {
  const { usedBytes: used, availableBytes: available } = data
  if (!used || !available) return row ?? null
  return {
    disk_id: data.diskId,
    ...bucketColumns(key),
    used_min_bytes: used.min,
    used_max_bytes: used.max,
    used_last_bytes: used.last,
    available_min_bytes: available.min,
    available_max_bytes: available.max,
    available_last_bytes: available.last,
    samples: data.samples,
    last_revision: Number(revision),
  }
}

function bucketColumns(key: string): Pick<DiskUsageRow, 'resolution' | 'bucket_start'> {
  const { resolution, start } = bucketNamed(key)
  return { resolution, bucket_start: start }
}
