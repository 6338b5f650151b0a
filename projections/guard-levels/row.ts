import {
  columns as column,
  guardChangeReasons,
  Joi,
  levels,
  type RowOf,
  type Sample,
  defineTable,
  severities,
} from '../../core/plugin-api.ts'

const { nullable } = column
/** One subject of one guard: its last reading, its last failed one, and its recorded level; null is what has not happened yet. */
export const levelsTable = defineTable({
  guard: column.text(),
  host: nullable(column.text()),
  board_id: nullable(column.uuid()),
  subject: column.text(),
  interval_seconds: nullable(column.double()),

  sampled_at: nullable(column.timestamp()),
  sample_event_id: nullable(column.uuid()),
  values: nullable(column.json<Sample['values']>(Joi.object())),
  limits: nullable(column.json<Sample['limits']>(Joi.object())),
  measures: nullable(column.json<NonNullable<Sample['measures']>>(Joi.object())),
  text: nullable(column.text()),
  observed: nullable(column.word(levels)),
  forecast: nullable(column.json<Sample['forecast']>(Joi.object())),

  failed_at: nullable(column.timestamp()),
  failure_event_id: nullable(column.uuid()),
  failure: nullable(column.text()),

  severity: nullable(column.word(severities)),
  held_severity: nullable(column.word(levels)),
  severity_since: nullable(column.timestamp()),
  severity_reason: nullable(column.word(guardChangeReasons)),
  severity_text: nullable(column.text()),
  severity_event_id: nullable(column.uuid()),
  severity_revision: nullable(column.bigint()),

  forgotten_at: nullable(column.timestamp()),
  forgotten_by: nullable(column.text()),
  forgotten_reason: nullable(column.text()),
  known: column.flag('Not forgotten, or seen again since.'),
})

export type GuardLevelRow = RowOf<typeof levelsTable>

const nothing = Object.fromEntries(Object.keys(levelsTable.columns).map(name => [name, null]))

/** The row of a subject of which nothing is known but its names. */
export function blankRow(
  guard: string,
  { host, boardId, subject }: Pick<Sample, 'host' | 'boardId' | 'subject'>,
): GuardLevelRow {
  // All but the names of a subject may be null.
  const names = { guard, host, board_id: boardId, subject, known: true }
  return { ...nothing, ...names } as GuardLevelRow
}
