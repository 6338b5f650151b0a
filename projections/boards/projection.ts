import { defineProjection } from '../../core/projection.ts'
import type {
  BoardConfigured,
  RuntimeEvent,
  RuntimeProbed,
  RuntimeSignsKept,
} from '../../plugins/continuity/events.ts'
import type { BoardRow } from '../../plugins/continuity/rows.ts'
import { signsOfRuntimeProbe } from '../../plugins/continuity/signs/signs-of.ts'
import { blankBoard, takeKept, takeRuntime, takeSettings, takeSigns } from './fold.ts'

type Event = BoardConfigured | RuntimeEvent | RuntimeProbed | RuntimeSignsKept

/** Every board, and how its runtime stands. */
export default defineProjection<BoardRow, Event>({
  name: 'boards',
  version: 1,
  columns: {
    board_id: 'uuid',
    name: 'text',
    slug: 'text',
    runtime: 'jsonb',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    board_revision: 'bigint',
    runtime_revision: 'bigint',
    lost: 'jsonb',
    signs: 'jsonb',
    kept_until: 'timestamptz',
  },
  indexes: [['created_at', 'board_id']],
  keys: event => [event.data.boardId],
  on: {
    'continuity.BoardConfigured': (row, event) =>
      takeSettings(row ?? blankBoard(event.data.boardId), event),
    'continuity.RuntimeLost': (row, event) =>
      takeRuntime(row ?? blankBoard(event.data.boardId), event),
    'continuity.RuntimeRestored': (row, event) =>
      takeRuntime(row ?? blankBoard(event.data.boardId), event),
    'continuity.RuntimeProbed': (row, event) =>
      takeSigns(row ?? blankBoard(event.data.boardId), signsOfRuntimeProbe(event)),
    'continuity.RuntimeSignsKept': (row, { data }) =>
      takeKept(row ?? blankBoard(data.boardId), data.signs),
  },
})
