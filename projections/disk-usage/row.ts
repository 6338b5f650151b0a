import {
  bigint,
  defineTable,
  hidden,
  integer,
  type RowOf,
  shownAs,
  timestamp,
  uuid,
  word,
} from '../../core/readmodel/table.ts'

/** How long a bucket is. */
export const resolutions = ['5m', '1h', '1d'] as const

export type Resolution = (typeof resolutions)[number]

/** The lowest, the highest and the last value of one disk in one bucket of time. */
export const usageTable = defineTable({
  disk_id: hidden(uuid()),
  resolution: hidden(word(resolutions)),
  bucket_start: shownAs('start', timestamp()),
  used_min_bytes: bigint(),
  used_max_bytes: bigint(),
  used_last_bytes: bigint(),
  available_min_bytes: bigint(),
  available_max_bytes: bigint(),
  available_last_bytes: bigint(),
  samples: integer(),
  // One that comes again is not counted twice.
  last_revision: hidden(bigint('Revision of the last event that was taken in.')),
})

export type DiskUsageRow = RowOf<typeof usageTable>
