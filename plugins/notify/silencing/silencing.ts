import type { Host } from '../../../core/plugin-api.ts'
import { type MutesInForce, readMutes } from '../muting/mutes-in-force.ts'
import type { SilencedBy } from '../raising/alarm-state.ts'
import type { AlarmRow } from '../rows.ts'
import { type OpenWindow, readOpenWindows, windowOver } from '../windows/windows-open.ts'

/** What is looked at of an alarm to tell whether anything silences it. */
export type Audible = Pick<AlarmRow, 'kind' | 'board_id' | 'alarm_id' | 'labels'>

/** What silences alarms at one moment: mutes, and maintenance windows that are open. */
export interface Silencing {
  /** What silences an alarm; a mute before a window. */
  over(alarm: Audible): SilencedBy | undefined
}

/** Reads what silences alarms now. */
export async function readSilencing(host: Pick<Host, 'all' | 'clock'>): Promise<Silencing> {
  const [mutes, windows] = await Promise.all([readMutes(host), readOpenWindows(host)])
  return createSilencing(mutes, windows)
}

/** Creates it of the mutes in force and of the windows that are open. */
export function createSilencing(
  mutes: Pick<MutesInForce, 'over'>,
  windows: readonly OpenWindow[],
): Silencing {
  return {
    over(alarm) {
      const mute = mutes.over(alarm)
      if (mute) return { by: 'mute', silenceId: mute.mute_id, until: mute.expires_at.toISOString() }
      const { kind, board_id: boardId, labels } = alarm
      const window = windowOver(windows, { kind, boardId, labels })
      return window && { by: 'window', silenceId: window.id, until: window.until.toISOString() }
    },
  }
}
