import { defineProjection } from '../../core/plugin-api.ts'
import type { MuteEvent } from '../../plugins/notify/events.ts'
import { muteTable, type MuteRow } from '../../plugins/notify/rows.ts'

/** Who does not want to be told of what, and for how long. */
export default defineProjection<MuteRow, MuteEvent>({
  name: 'mutes',
  version: 2,
  columns: muteTable.columns,
  indexes: [
    ['set_at', 'mute_id'],
    ['board_id', 'set_at', 'mute_id'],
    ['ended_at', 'expires_at'],
    ['ended_at', '_key'],
  ],
  keys: event => [event.data.muteId],
  on: {
    'notify.MuteSet': (row, { data, metadata, receivedAt }) =>
      row ?? {
        mute_id: data.muteId,
        kind: data.kind,
        board_id: data.boardId,
        alarm_id: data.alarmId,
        reason: data.reason,
        set_by: metadata['actor'] ?? 'system:notify',
        set_at: receivedAt,
        expires_at: new Date(data.expiresAt),
        lifted_at: null,
        ended_at: null,
      },
    'notify.MuteLifted': (row, { receivedAt }) =>
      row ? { ...row, lifted_at: receivedAt, ended_at: receivedAt } : null,
    'notify.MuteExpired': (row, { receivedAt }) => (row ? { ...row, ended_at: receivedAt } : null),
    'notify.MuteForgotten': () => null,
  },
})
