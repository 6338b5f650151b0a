/** How long a bucket is. */
export const resolutions = ['5m', '1h', '1d'] as const

export type Resolution = (typeof resolutions)[number]

/** The lowest, the highest and the last value of one disk in one bucket of time. */
export interface DiskUsageRow {
  readonly disk_id: string
  readonly resolution: Resolution
  readonly bucket_start: Date
  readonly used_min_bytes: number
  readonly used_max_bytes: number
  readonly used_last_bytes: number
  readonly available_min_bytes: number
  readonly available_max_bytes: number
  readonly available_last_bytes: number
  readonly samples: number
  /** Revision of the last event that was taken in: one that comes again is not counted twice. */
  readonly last_revision: number
}
