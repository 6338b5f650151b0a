import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type {
  BoardConfigured,
  BoardForgotten,
  RuntimeEvent,
} from '../../plugins/continuity/events.ts'
import type { RuntimeProbed, RuntimeSignsKept } from '../../plugins/continuity/observations.ts'
import { boardTable, type BoardRow } from '../../plugins/continuity/rows.ts'
import type { RuntimeSigns } from '../../plugins/continuity/signs.ts'
import {
  joinRuntimeSigns,
  newestOfRuntime,
  noRuntimeSigns,
} from '../../plugins/continuity/signs/join-signs.ts'
import { signsOfRuntimeProbe } from '../../plugins/continuity/signs/signs-of.ts'

type Event = BoardConfigured | BoardForgotten | RuntimeEvent | RuntimeProbed | RuntimeSignsKept

/** Every board, and how its runtime stands. */
export default defineProjection<BoardRow, Event>({
  name: 'boards',
  version: 3,
  columns: boardTable.columns,
  indexes: [['created_at', 'board_id']],
  sparse: ['runtime'],
  keys: event => [event.data.boardId],
  on: {
    'continuity.BoardConfigured': (row, event) =>
      takeSettings(row ?? blankBoard(event.data.boardId), event),
    'continuity.BoardForgotten': (row, event) =>
      takeForgotten(row ?? blankBoard(event.data.boardId), event),
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

/** The row of a board of which nothing is known but its id. */
export function blankBoard(boardId: string): BoardRow {
  return {
    board_id: boardId,
    name: '',
    slug: '',
    runtime: null,
    created_at: null,
    updated_at: null,
    board_revision: null,
    runtime_revision: null,
    lost: null,
    signs: noRuntimeSigns,
    kept_until: null,
  }
}

/** Takes the settings of a board. */
function takeSettings(row: BoardRow, event: Recorded<BoardConfigured>): BoardRow {
  const revision = Number(event.revision)
  if (row.board_revision !== null && row.board_revision >= revision) return row
  const { name, slug, runtime } = event.data
  return {
    ...{ ...row, name, slug, runtime },
    created_at: row.created_at ?? event.receivedAt,
    updated_at: event.receivedAt,
    board_revision: revision,
  }
}

/** Takes that a board is forgotten: until it is made again it is as one that never was. */
function takeForgotten(row: BoardRow, event: Recorded<BoardForgotten>): BoardRow {
  const revision = Number(event.revision)
  if (row.board_revision !== null && row.board_revision >= revision) return row
  return { ...row, runtime: null, created_at: null, updated_at: null, board_revision: revision }
}

/** Takes what was decided about the runtime of a board. */
function takeRuntime(row: BoardRow, event: Recorded<RuntimeEvent>): BoardRow {
  const revision = Number(event.revision)
  if (row.runtime_revision !== null && row.runtime_revision >= revision) return row
  const moved = { ...row, runtime_revision: revision }
  if (event.type === 'continuity.RuntimeRestored') return { ...moved, lost: null }
  const { becameTrueAt: at, kind, url, error } = event.data
  return { ...moved, lost: { at, kind, url, error, eventId: event.id } }
}

/** Takes what was seen of the runtime. */
function takeSigns(row: BoardRow, seen: RuntimeSigns): BoardRow {
  const signs = joinRuntimeSigns(row.signs, seen)
  return signs === row.signs ? row : { ...row, signs }
}

/** Takes what was kept of the runtime. */
function takeKept(row: BoardRow, kept: RuntimeSigns): BoardRow {
  const taken = takeSigns(row, kept)
  const until = newestOfRuntime(kept)
  if (!until || (taken.kept_until && taken.kept_until >= until)) return taken
  return { ...taken, kept_until: until }
}
