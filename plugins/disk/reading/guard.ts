import { concatMap, defer, exhaustMap, merge, mergeMap, type Observable, of, partition } from 'rxjs'
import type { Host, Observation } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import type { Disk, DiskObservation, FailedRead, Reading, Sampled } from '../sample-events.ts'
import { forecast, type Past } from '../forecasting/forecast.ts'
import { createHistories } from '../forecasting/histories.ts'
import { capacityOf, judge } from '../judging/judgement.ts'
import { resolveLimits, rulesOf } from '../judging/limits.ts'
import { diskIdOf, sampleStream } from '../streams.ts'
import { createDiskReader, type DiskReader, isRemote, REMOTE_READS } from './disk-reader.ts'
import type { Mount, MountChoice } from './mounts.ts'

/** Observes every watched filesystem each interval. One that hangs or fails is reported and holds up no other. */
export function observeDisks(
  host: Host<DiskConfig, DiskEvent>,
): Observable<Observation<DiskObservation>> {
  return defer(() => {
    const reader = createDiskReader(host.machine, host.config)
    const observer = createObserver(host, reader)

    const observeAll = (choice: MountChoice): Observable<Observation<DiskObservation>> => {
      const [remote, local] = partition(of(...choice.mounts), isRemote)
      return merge(
        of(...observer.missing(choice)),
        local.pipe(mergeMap(mount => observer.observe(mount))),
        remote.pipe(mergeMap(mount => observer.observe(mount), REMOTE_READS)),
      )
    }
    return host.clock
      .ticks(host.config.interval * 1000)
      .pipe(exhaustMap(() => defer(() => reader.choose()).pipe(concatMap(observeAll))))
  })
}

/** Turns the mounts of one machine into observations of its disks. */
interface Observer {
  observe(mount: Mount): Promise<Observation<DiskObservation>>
  /** A failed read of every mount that is wanted, or was there before, and is not there now. */
  missing(choice: MountChoice): readonly Observation<DiskObservation>[]
}

/** Creates an observer that remembers which mounts it has seen. */
function createObserver(host: Host<DiskConfig, DiskEvent>, reader: DiskReader): Observer {
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

/** What a sample is made of. */
interface Measurement {
  readonly disk: Disk
  readonly mount: Mount
  readonly reading: Reading
  readonly history: readonly Past[]
}

/** Makes the event of a reading: the numbers, the limits they were judged by, the judgement and the forecast. */
function sampleDisk(measurement: Measurement, config: DiskConfig): Sampled {
  const { disk, mount, reading, history } = measurement
  const capacity = capacityOf(reading)
  const limits = resolveLimits(rulesOf(config, disk.mount), capacity)
  return {
    type: 'disk.Sampled',
    data: {
      ...disk,
      device: mount.device,
      fsType: mount.fsType,
      ...reading,
      intervalSeconds: config.interval,
      limits,
      ...judge(reading, limits),
      forecast: forecast(history, capacity, config.forecast),
    },
  }
}
