import type { Host, Silence, Silences } from '../../../core/plugin-api.ts'
import type { MuteRow } from '../rows.ts'
import { alarmIdOf } from '../streams.ts'
import { readOpenWindows, windowOver } from '../windows/windows-open.ts'

/** Answers other plugins what silences something now: mutes, and a maintenance window. */
export function createSilences(host: Pick<Host, 'all' | 'clock'>): Silences {
  return async ({ kind, boardId, cause, labels }) => {
    const [{ rows }, windows] = await Promise.all([
      host.all<MuteRow>('mutes', { equals: { ended_at: null } }),
      readOpenWindows(host),
    ])
    const [now, alarmId] = [host.clock.now(), alarmIdOf(cause)]
    const mutes = rows
      .filter(({ expires_at, lifted_at }) => lifted_at === null && expires_at > now)
      .filter(mute => mute.kind === null || mute.kind === kind)
      .filter(mute => mute.board_id === null || mute.board_id === boardId)
      .filter(mute => mute.alarm_id === null || mute.alarm_id === alarmId)
      .map(muteAsSilence)
    const window = windowOver(windows, { kind, boardId, labels })
    if (!window) return mutes
    const { id, reason, until } = window
    return [...mutes, { by: 'window', id, reason, until }]
  }
}

function muteAsSilence({ mute_id: id, reason, expires_at: until }: MuteRow): Silence {
  return { by: 'mute', id, reason, until }
}
