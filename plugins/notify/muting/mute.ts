import type { Decider } from '../../../core/plugin-api.ts'
import type { MuteEvent, MuteScope } from '../events.ts'

/** What may be done with a mute. */
export type MuteCommand =
  | {
      readonly type: 'set'
      readonly muteId: string
      readonly scope: MuteScope
      readonly reason: string
      readonly expiresAt: Date
    }
  | { readonly type: 'lift' | 'expire' | 'forget'; readonly muteId: string }

/** How a mute stands. */
export type Mute = 'none' | 'set' | 'ended' | 'forgotten'

/** The rules of a mute: set once, and ended once, by somebody or by its time. */
export const muteDecider: Decider<Mute, MuteCommand, MuteEvent> = {
  initial: 'none',
  evolve(_mute, event) {
    switch (event.type) {
      case 'notify.MuteSet':
        return 'set'
      case 'notify.MuteLifted':
      case 'notify.MuteExpired':
        return 'ended'
      case 'notify.MuteForgotten':
        return 'forgotten'
      default:
        return event satisfies never
    }
  },
  decide(command, mute) {
    const { muteId } = command
    switch (command.type) {
      case 'set': {
        const { scope, reason, expiresAt } = command
        const data = { muteId, ...scope, reason, expiresAt: expiresAt.toISOString() }
        return mute === 'none' ? [{ type: 'notify.MuteSet', data }] : []
      }
      case 'lift':
        return mute === 'set' ? [{ type: 'notify.MuteLifted', data: { muteId } }] : []
      case 'expire':
        return mute === 'set' ? [{ type: 'notify.MuteExpired', data: { muteId } }] : []
      case 'forget':
        return mute === 'ended' ? [{ type: 'notify.MuteForgotten', data: { muteId } }] : []
      default:
        return command satisfies never
    }
  },
}
