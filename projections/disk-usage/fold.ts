import type { Recorded } from '../../core/event.ts'
import type { DaySummarised, Sampled } from '../../plugins/disk/events.ts'
import { bucketNamed } from './bucket.ts'
import { resolutions, type DiskUsageRow } from './row.ts'

/** Takes a sample into its bucket, once: what comes again is known by its revision. */
export function takeSample(
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
export function takeSummary(
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
