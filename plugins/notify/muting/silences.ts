import type { Host, Silence, Silences } from '../../../core/plugin-api.ts'
import type { MuteRow } from '../rows.ts'
import { alarmIdOf } from '../streams.ts'

/** Answers other plugins what silences something now. */
export function createSilences({ all, clock }: Pick<Host, 'all' | 'clock'>): Silences {
  return async ({ kind, boardId, cause }) => {
    const { rows } = await all<MuteRow>('mutes', { equals: { ended_at: null } })
    const [now, alarmId] = [clock.now(), alarmIdOf(cause)]
    return rows
      .filter(({ expires_at, lifted_at }) => lifted_at === null && expires_at > now)
      .filter(mute => mute.kind === null || mute.kind === kind)
      .filter(mute => mute.board_id === null || mute.board_id === boardId)
      .filter(mute => mute.alarm_id === null || mute.alarm_id === alarmId)
      .map(muteAsSilence)
  }
}

function muteAsSilence({ mute_id: id, reason, expires_at: until }: MuteRow): Silence {
  return { by: 'mute', id, reason, until }
}
