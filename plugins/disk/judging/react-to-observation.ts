import type { Recorded } from '../../../core/event.ts'
import type { Host } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import { foldDwell, type Dwell } from './dwell.ts'
import type { Disk, DiskEvent, DiskObservation } from '../events.ts'
import { pressureDecider } from './pressure.ts'
import { readDwell } from './read-dwell.ts'
import { pressureStream } from '../streams.ts'

/**
 * Creates the reaction that judges a disk after each of its observations. The dwell is kept between events; a leader that
 * has missed some, or sees a disk for the first time, folds it from the ledger.
 */
export function createReaction(
  host: Host<DiskConfig, DiskEvent>,
): (event: Recorded<DiskObservation>) => Promise<void> {
  const dwells = new Map<string, Dwell>()

  return async event => {
    const { diskId, host: owner, mount } = event.data
    const known = dwells.get(diskId)
    const follows = known && event.revision <= known.revision + 1n
    const dwell = foldDwell(follows ? known : await readDwell(host, event), event)
    dwells.set(diskId, dwell)
    const disk: Disk = { diskId, host: owner, mount }
    await host.execute(pressureDecider, {
      stream: pressureStream(diskId),
      command: { disk, dwell },
      causationId: event.id,
    })
  }
}
