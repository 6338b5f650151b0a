import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { DaySummarised, DetailExpired } from '../../plugins/disk/day-events.ts'
import type { Sampled } from '../../plugins/disk/sample-events.ts'
import { type DiskUsageRow, type Resolution, resolutions, usageTable } from './row.ts'

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

const fine: readonly FineResolution[] = ['5m', '1h']

/** Keys of the buckets that an event touches. */
function keysOf(event: Recorded<UsageEvent>): readonly string[] {
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
  const known = resolutions.find(name => name === resolution)
  if (!known) throw new TypeError(`${key} names no bucket`)
  return { resolution: known, bucket_start: start }
}

/** Resolutions that are rolled up from samples, with their length. */
const fineMs = { '5m': 300_000, '1h': 3_600_000 } as const

type FineResolution = keyof typeof fineMs

const DAY_MS = 86_400_000

/** Start of the bucket that holds `time`, in UTC. */
function bucketOf(resolution: FineResolution, time: Date): Date {
  const ms = fineMs[resolution]
  return new Date(Math.floor(time.getTime() / ms) * ms)
}

/** Starts of all buckets of a UTC day. */
function bucketsOf(resolution: FineResolution, day: string): readonly Date[] {
  const ms = fineMs[resolution]
  const start = Date.parse(day)
  return Array.from({ length: DAY_MS / ms }, (_, index) => new Date(start + index * ms))
}

/** Key of the row of a bucket. */
function bucketKey(diskId: string, resolution: Resolution, start: Date): string {
  return `${diskId}/${resolution}/${start.toISOString()}`
}

/** The bucket a key names. */
function bucketNamed(key: string): { readonly resolution: string; readonly start: Date } {
  const [, resolution = '', start = ''] = key.split('/')
  return { resolution, start: new Date(start) }
}
