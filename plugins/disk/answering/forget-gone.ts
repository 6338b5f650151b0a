import {
  createForgetSweep as createSweep,
  type Host,
  type Sweep,
} from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { absence } from '../judging/standing.ts'
import { pressureStream } from '../streams.ts'
import { forgetDecider, type KnownDisk } from './forget-routes.ts'

/** Creates the sweep that forgets disks which have been gone for a week and hold no block. */
export function createForgetSweep(host: Host<DiskConfig, DiskEvent>): Sweep {
  return createSweep<KnownDisk>(host, {
    absence,
    rows: async () => (await host.all<KnownDisk>('disk-status')).rows,
    forget: ({ disk_id: diskId, host: machine, mount }, reason) =>
      host.execute(forgetDecider, {
        stream: pressureStream(diskId),
        command: { disk: { diskId, host: machine, mount }, reason },
      }),
  })
}
