import { type Host, messageOf } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import type { Forecast, Reading } from '../sample-events.ts'
import { sampleStream } from '../streams.ts'
import { createDiskForecaster, type DiskForecaster } from './forecast.ts'

/** Looks ahead for every disk of this machine. */
export interface Forecasts {
  /** Takes a reading of a disk and answers what is foreseen; null: no end, or nothing to look back on yet. */
  take(diskId: string, at: Date, reading: Reading): Promise<Forecast | null>
}

/** So many samples are read back at most. */
const mostSamples = 5_000

/** Creates forecasts that begin with the samples of the ledger; while that cannot be read there is none. */
export function createForecasts(host: Host<DiskConfig, DiskEvent>): Forecasts {
  const { window } = host.config.forecast
  const forecasters = new Map<string, DiskForecaster>()

  const readBack = async (diskId: string, until: Date): Promise<DiskForecaster> => {
    const oldest = until.getTime() - window * 1000
    const found: { readonly at: Date; readonly reading: Reading }[] = []
    const options = { direction: 'backwards', limit: mostSamples } as const
    for await (const event of host.read(sampleStream(diskId), options)) {
      if (event.receivedAt.getTime() < oldest) break
      if (event.type === 'disk.Sampled') found.push({ at: event.receivedAt, reading: event.data })
    }
    const forecaster = createDiskForecaster(host.config)
    for (const { at, reading } of found.reverse()) forecaster.take(at, reading)
    return forecaster
  }

  return {
    async take(diskId, at, reading) {
      try {
        const forecaster = forecasters.get(diskId) ?? (await readBack(diskId, at))
        forecasters.set(diskId, forecaster)
        return forecaster.take(at, reading)
      } catch (error) {
        host.log.warn({ diskId, reason: messageOf(error) }, 'no history to forecast from yet')
        return null
      }
    },
  }
}
