import type { Recorded } from '../../../core/plugin-api.ts'
import type { AlarmNotice } from '../alarm-events.ts'
import { receiversOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { MuteEvent } from '../events.ts'
import { mutesInForce } from '../muting/mutes-in-force.ts'
import { isQuiet } from '../telling/quiet-hours.ts'

/** Tells what would have kept notices from receivers: mutes, as they were set, and the quiet hours of these settings. */
export interface KeptBack {
  /** Takes note of a mute that was set, or has ended. */
  note(event: Recorded<MuteEvent>): void
  /** Why a notice of a moment is kept from a receiver; undefined: it is told. */
  why(
    receiver: string,
    notice: Pick<AlarmNotice, 'alarmId' | 'kind' | 'boardId' | 'severity'>,
    at: Date,
  ): string | undefined
}

interface Mute {
  readonly scope: { readonly kind: string | null } & Record<'board_id' | 'alarm_id', string | null>
  readonly since: Date
  readonly until: Date
}

/** Creates what follows mutes through the ledger. */
export function createKeptBack(config: NotifyConfig): KeptBack {
  const hours = new Map(receiversOf(config).map(({ name, quietHours }) => [name, quietHours]))
  const mutes = new Map<string, Mute>()

  function mutesAt(at: Date) {
    const rows = [...mutes.values()]
      .filter(({ since, until }) => since <= at && at < until)
      .map(({ scope, until }) => ({ ...scope, expires_at: until, lifted_at: null }))
    return mutesInForce(rows, at)
  }

  return {
    note({ type, data, receivedAt }) {
      const { muteId } = data
      const known = mutes.get(muteId)
      if (type === 'notify.MuteSet') {
        const { kind, boardId, alarmId, expiresAt } = data
        const scope = { kind, board_id: boardId, alarm_id: alarmId }
        mutes.set(muteId, { scope, since: receivedAt, until: new Date(expiresAt) })
      } else if (known && receivedAt < known.until)
        mutes.set(muteId, { ...known, until: receivedAt })
    },
    why(receiver, { alarmId: alarm_id, kind, boardId: board_id, severity }, at) {
      if (mutesAt(at).mutes({ kind, board_id, alarm_id }) === 'muted') return 'muted'
      return isQuiet(hours.get(receiver) ?? [], { now: at, severity }) ? 'quiet_hours' : undefined
    },
  }
}
