import { concat, defer, EMPTY, exhaustMap, from, map, mergeMap, type Observable, of } from 'rxjs'
import type { Host, Observation } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { createForecasts } from '../forecast.ts'
import { capacityOf, judge } from '../judging/judgement.ts'
import { resolveLimits, rulesOf } from '../judging/limits.ts'
import type { MountsListed } from '../mount-events.ts'
import type { Disk, DiskObservation, Forecast, Reading, Sampled } from '../sample-events.ts'
import { diskIdOf, mountsStream, sampleStream } from '../streams.ts'
import type { MountChoice, Watched } from './choose-mounts.ts'
import { createDiskReader, type DiskReader, type ReadResult } from './disk-reader.ts'
import { type Absence, createMountMemory } from './mount-memory.ts'

export type GuardEvent = DiskObservation | MountsListed

/**
 * Observes every watched filesystem each interval, and the mounts of the machine when they have changed. One that hangs or fails
 * is reported and holds up no other.
 */
export function observeDisks(
  host: Host<DiskConfig, DiskEvent>,
  reader: DiskReader = createDiskReader(host.machine, host.config),
): Observable<Observation<GuardEvent>> {
  return defer(() => {
    const memory = createMountMemory(host, reader)
    const observer = createObserver(host)

    const read = async (watched: Watched): Promise<Observable<Observation<GuardEvent>>> => {
      const result = await reader.read(watched)
      if (memory.take(watched, result) === 'refused') return EMPTY
      return of(await observer.observe(watched, result))
    }
    const round = (choice: MountChoice): Observable<Observation<GuardEvent>> =>
      concat(
        from(memory.absent(choice)).pipe(map(observer.miss)),
        from(choice.watched).pipe(
          mergeMap(read),
          mergeMap(observed => observed),
        ),
        defer(() => from(memory.list(choice))).pipe(
          map(event => ({ stream: mountsStream(host.machine.name), event })),
        ),
      )
    return host.clock
      .ticks(host.config.interval * 1000)
      .pipe(exhaustMap(() => defer(() => memory.choose()).pipe(mergeMap(round))))
  })
}

/** Turns what came of reading into observations of disks. */
interface Observer {
  observe(watched: Watched, result: ReadResult): Promise<Observation<DiskObservation>>
  miss(absence: Absence): Observation<DiskObservation>
}

function createObserver(host: Host<DiskConfig, DiskEvent>): Observer {
  const { config, machine } = host
  const forecasts = createForecasts(host)

  const diskOf = (mount: string): Disk => ({
    diskId: diskIdOf(machine.name, mount),
    host: machine.name,
    mount,
  })

  const miss = ({ mount, failure, message }: Absence): Observation<DiskObservation> => {
    const disk = diskOf(mount)
    return {
      stream: sampleStream(disk.diskId),
      event: {
        type: 'disk.ReadFailed',
        data: { ...disk, failure, message, intervalSeconds: config.interval },
      },
    }
  }

  return {
    miss,
    async observe(watched, result) {
      const { mount } = watched
      if (result.kind === 'failed') return miss({ ...result, mount })
      const { reading } = result
      const disk = diskOf(mount)
      const forecast = await forecasts.take(sampleStream(disk.diskId), host.clock.now(), reading)
      const event = sampleDisk({ disk, mount: watched, reading, forecast }, config)
      return { stream: sampleStream(disk.diskId), event }
    },
  }
}

/** What a sample is made of. */
interface Measurement {
  readonly disk: Disk
  readonly mount: Watched
  readonly reading: Reading
  readonly forecast: Forecast | null
}

/** Makes the event of a reading: the numbers, the limits they were judged by, the judgement and the forecast. */
function sampleDisk(measurement: Measurement, config: DiskConfig): Sampled {
  const { disk, mount, reading, forecast } = measurement
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
      forecast,
    },
  }
}
