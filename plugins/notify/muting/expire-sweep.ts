import { eachInTurns, type Host, type Sweep } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { MuteRow } from '../rows.ts'
import { muteStream } from '../streams.ts'
import { muteDecider } from './mute.ts'

/** Creates the sweep that ends mutes whose time has come, so that those of years ago are not looked at. */
export function createExpireSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  return {
    name: 'expire-mutes',
    everySeconds: 60,
    async run(signal) {
      const columns = ['mute_id', 'expires_at']
      const which = { equals: { ended_at: null }, columns }
      const { rows } = await host.all<MuteRow>('mutes', which)
      const over = rows.filter(({ expires_at }) => expires_at <= host.clock.now())
      await eachInTurns(over, { atOnce: 4, signal }, ({ mute_id: muteId }) =>
        host.execute(muteDecider, {
          stream: muteStream(muteId),
          command: { type: 'expire', muteId },
        }),
      )
    },
  }
}
