import { columns, defineTable, resolutions, type RowOf } from '../../core/plugin-api.ts'

/** The lowest, the highest and the last value of one disk in one bucket of time. */
export const usageTable = defineTable({
  disk_id: columns.hidden(columns.uuid()),
  resolution: columns.hidden(columns.word(resolutions)),
  bucket_start: columns.shownAs('start', columns.timestamp()),
  used_min_bytes: columns.bigint(),
  used_max_bytes: columns.bigint(),
  used_last_bytes: columns.bigint(),
  available_min_bytes: columns.bigint(),
  available_max_bytes: columns.bigint(),
  available_last_bytes: columns.bigint(),
  samples: columns.integer(),
  // One that comes again is not counted twice.
  last_revision: columns.hidden(columns.bigint('Revision of the last event that was taken in.')),
})

export type DiskUsageRow = RowOf<typeof usageTable>
