import { defineProjection } from '../../core/projection.ts'
import type { MuteEvent } from '../../plugins/notify/events.ts'
import type { Mute } from './row.ts'

/** Who does not want to be told of what, and for how long. */
export default defineProjection<Mute, MuteEvent>({
  name: 'mutes',
  version: 1,
  columns: {
    mute_id: 'uuid',
    kind: 'text',
    board_id: 'uuid',
    alarm_id: 'uuid',
    reason: 'text',
    set_by: 'text',
    set_at: 'timestamptz',
    expires_at: 'timestamptz',
    lifted_at: 'timestamptz',
  },
  indexes: [
    ['set_at', 'mute_id'],
    ['board_id', 'set_at', 'mute_id'],
    ['lifted_at', 'expires_at'],
    ['lifted_at', '_key'],
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
      },
    'notify.MuteLifted': (row, { receivedAt }) => (row ? { ...row, lifted_at: receivedAt } : null),
  },
})
