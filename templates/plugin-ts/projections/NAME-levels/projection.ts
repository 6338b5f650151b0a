import { columns, defineProjection, defineTable, type RowOf } from 'decklog'
import type { NAMEEvent } from '../../plugin.ts'

/** The read model: the newest count of each machine. */
export const levels = defineTable({
  host: columns.text('Node name of the machine.'),
  files: columns.integer('How many files wait.'),
  revision: columns.hidden(columns.bigint()),
  event_id: columns.uuid('The event behind it.'),
  counted_at: columns.timestamp('When they were counted.'),
})

/** One row of it. */
export type LevelRow = RowOf<typeof levels>

export default defineProjection<LevelRow, NAMEEvent>({
  name: 'NAME-levels',
  version: 1,
  columns: levels.columns,
  keys: event => [event.data.host],
  on: {
    // Whatever order counts come in, and however often one is repeated, the newest stays.
    'NAME.Counted': (row, { id, data, revision, receivedAt }) =>
      row && row.revision >= Number(revision)
        ? row
        : { ...data, revision: Number(revision), event_id: id, counted_at: receivedAt },
  },
})
