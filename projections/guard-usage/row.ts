import {
  columns as column,
  defineTable,
  type DaySummary,
  Joi,
  resolutions,
  type RowOf,
} from '../../core/plugin-api.ts'

/** How a value went, by measure. */
export type Statistics = DaySummary['measures']

/** How the measures of one subject went in one bucket of time. */
export const usageTable = defineTable({
  guard: column.text(),
  subject_id: column.uuid(),
  resolution: column.word(resolutions),
  bucket_start: column.timestamp(),
  measures: column.json<Statistics>(Joi.object()),
  samples: column.integer(),
  // One that comes again is not counted twice.
  last_revision: column.bigint('Revision of the last event that was taken in.'),
})

export type GuardUsageRow = RowOf<typeof usageTable>
