import type { Host, Sweep } from '../../../core/plugin-api.ts'
import type { ReleaseConfig } from '../config.ts'
import type { ReleaseEvent } from '../events.ts'
import { waiverDecider, waiverStream } from './ending.ts'

/** Creates the sweep that looks which waivers are about to end; the configuration may be read anew meanwhile. */
export function createWaiverSweep(
  host: Pick<Host<ReleaseConfig, ReleaseEvent>, 'clock' | 'config' | 'execute'>,
): Sweep {
  return {
    name: 'waivers',
    everySeconds: 60,
    async run() {
      const { policy, tellWaiverBeforeEnd: tellBeforeEnd } = host.config
      const command = { waivers: policy.waivers, now: host.clock.now(), tellBeforeEnd }
      await host.execute(waiverDecider, { stream: waiverStream, command })
    },
  }
}
