import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { DiskUsageRow, Resolution } from './row.ts'

/** Which buckets of a disk, and where the page begins. */
export interface UsageFilter {
  readonly diskId: string
  readonly resolution: Resolution
  readonly from: Date
  readonly to: Date
  readonly after: Date | undefined
  readonly limit: number
}

/** Lists buckets oldest first, one more than the limit when there are more. */
export function listUsage(read: ReadHost, filter: UsageFilter): Promise<readonly DiskUsageRow[]> {
  return read.query<DiskUsageRow>(
    `
      select *
      from ${read.view('disk-usage')}
      where disk_id = $1
        and resolution = $2
        and bucket_start >= $3
        and bucket_start < $4
        and ($5::timestamptz is null or bucket_start > $5)
      order by bucket_start
      limit $6
    `,
    [
      filter.diskId,
      filter.resolution,
      filter.from,
      filter.to,
      filter.after ?? null,
      filter.limit + 1,
    ],
  )
}

/** Tells whether there is a disk of this id, with or without samples. */
export async function isDisk(read: ReadHost, id: string): Promise<boolean> {
  const found = await read.query(
    `
      select 1
      from ${read.view('disk-status')}
      where disk_id = $1
    `,
    [id],
  )
  return found.length > 0
}
