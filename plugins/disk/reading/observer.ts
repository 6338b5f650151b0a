import type { Host, Observation } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import { diskIdOf } from '../disk-id.ts'
import type { DiskReader } from './disk-reader.ts'
import type { Disk, DiskEvent, DiskObservation, FailedRead } from '../events.ts'
import { createHistories } from '../forecasting/histories.ts'
import type { Mount, MountChoice } from './mounts.ts'
import { sampleDisk } from './sample-disk.ts'
import { sampleStream } from '../streams.ts'

/** Turns the mounts of one machine into observations of its disks. */
export interface Observer {
  observe(mount: Mount): Promise<Observation<DiskObservation>>
  /** A failed read of every mount that is wanted, or was there before, and is not there now. */
  missing(choice: MountChoice): readonly Observation<DiskObservation>[]
}

/** Creates an observer that remembers which mounts it has seen. */
export function createObserver(host: Host<DiskConfig, DiskEvent>, reader: DiskReader): Observer {
  const { config, machine } = host
  const histories = createHistories(host)
  const seen = new Set<string>()

  const diskOf = (mount: string): Disk => ({
    diskId: diskIdOf(machine.name, mount),
    host: machine.name,
    mount,
  })

  const failedRead = (
    disk: Disk,
    { failure, message }: Pick<FailedRead, 'failure' | 'message'>,
  ): Observation<DiskObservation> => ({
    stream: sampleStream(disk.diskId),
    event: {
      type: 'disk.ReadFailed',
      data: { ...disk, failure, message, intervalSeconds: config.interval },
    },
  })

  return {
    async observe(mount) {
      seen.add(mount.mount)
      const disk = diskOf(mount.mount)
      const result = await reader.read(mount)
      if (result.kind === 'failed') return failedRead(disk, result)
      const { reading } = result
      const past = { at: host.clock.now(), availableBytes: reading.availableBytes }
      const history = await histories.extend(disk.diskId, past)
      const event = sampleDisk({ disk, mount, reading, history }, config)
      return { stream: sampleStream(disk.diskId), event }
    },
    missing({ mounts, missing }) {
      const present = new Set(mounts.map(({ mount }) => mount))
      const gone = [...seen].filter(mount => !present.has(mount))
      return [...new Set([...missing, ...gone])].map(mount =>
        failedRead(diskOf(mount), {
          failure: 'not_mounted',
          message: `${mount} is not mounted.`,
        }),
      )
    },
  }
}
