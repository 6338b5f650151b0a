import type { Decider } from '../../../core/event.ts'
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
  | { readonly type: 'lift'; readonly muteId: string }

/** How a mute stands. */
export type Mute = 'none' | 'set' | 'lifted'

/** The rules of a mute: set once, and lifted once. */
export const muteDecider: Decider<Mute, MuteCommand, MuteEvent> = {
  initial: 'none',
  evolve(_mute, event) {
    switch (event.type) {
      case 'notify.MuteSet':
        return 'set'
      case 'notify.MuteLifted':
        return 'lifted'
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
      default:
        return command satisfies never
    }
  },
}
