import type { DiskConfig } from '../config.ts'
import type { Disk, Sampled } from '../events.ts'
import { forecast, type Past } from '../forecasting/forecast.ts'
import { judge, type Reading } from '../judging/judgement.ts'
import { resolveLimits } from '../judging/limits.ts'
import type { Mount } from './mounts.ts'
import { rulesOf } from '../judging/rules-of.ts'
import { capacityOf } from '../judging/shares.ts'

/** What a sample is made of. */
export interface Measurement {
  readonly disk: Disk
  readonly mount: Mount
  readonly reading: Reading
  readonly history: readonly Past[]
}

/** Makes the event of a reading: the numbers, the limits they were judged by, the judgement and the forecast. */
export function sampleDisk(measurement: Measurement, config: DiskConfig): Sampled {
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
