import { defineProjection } from '../../core/plugin-api.ts'
import { windowTable, type WindowRow } from '../../plugins/notify/rows.ts'
import type { WindowEvent } from '../../plugins/notify/windows/window-events.ts'

const closed = { opened_at: null, closes_at: null }

/** Maintenance windows: when each is open, what it silences, by whom and why. */
export default defineProjection<WindowRow, WindowEvent>({
  name: 'windows',
  version: 2,
  columns: windowTable.columns,
  indexes: [
    ['planned_at', 'window_id'],
    ['board_id', 'planned_at', 'window_id'],
    ['ended_at', 'planned_at', 'window_id'],
    ['ended_at', '_key'],
  ],
  keys: event => [event.data.windowId],
  on: {
    'notify.WindowPlanned': (row, { data, metadata, receivedAt }) =>
      row ?? {
        window_id: data.windowId,
        kind: data.kind,
        board_id: data.boardId,
        labels: data.labels,
        reason: data.reason,
        schedule: data.schedule,
        time_zone: data.timeZone,
        // Some were recorded with a fraction.
        lasts_seconds: Math.ceil(data.lastsSeconds),
        begins_at: new Date(data.beginsAt),
        ends_at: new Date(data.endsAt),
        planned_by: metadata['actor'] ?? 'system:notify',
        planned_at: receivedAt,
        ...closed,
        ...{ cancelled_at: null, ended_at: null },
      },
    'notify.WindowOpened': (row, { data: { from, until } }) =>
      row && !row.ended_at
        ? { ...row, opened_at: new Date(from), closes_at: new Date(until) }
        : (row ?? null),
    'notify.WindowClosed': row => (row ? { ...row, ...closed } : null),
    'notify.WindowCancelled': (row, { receivedAt: at }) =>
      row ? { ...row, ...closed, cancelled_at: at, ended_at: at } : null,
    'notify.WindowEnded': (row, { receivedAt: at }) =>
      row ? { ...row, ...closed, ended_at: at } : null,
    'notify.WindowForgotten': () => null,
  },
})
