import type { Host, Sweep } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { isForgotten, isGone } from '../judging/standing.ts'
import { pressureStream } from '../streams.ts'
import { forgetDecider, type KnownDisk } from './forget-routes.ts'

/**
 * Creates the sweep that forgets disks which have been gone for a week and hold no block, so that their alarms end by themselves. What
 * blocks is forgotten by hand alone.
 */
export function createForgetSweep(host: Host<DiskConfig, DiskEvent>): Sweep {
  return {
    name: 'forget-gone',
    everySeconds: 600,
    async run(signal) {
      const now = host.clock.now()
      const { rows } = await host.all<KnownDisk>('disk-status')
      for (const row of rows.filter(one => isGone(one, now) && !isForgotten(one))) {
        if (signal.aborted) return
        const disk = { diskId: row.disk_id, host: row.host, mount: row.mount }
        await host.execute(forgetDecider, {
          stream: pressureStream(row.disk_id),
          command: { disk, reason: 'It has not been seen for a week.' },
        })
      }
    },
  }
}
