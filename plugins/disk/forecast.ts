import {
  createFillingForecast,
  createForecasts as createForecastsOf,
  type Forecasts,
  type Foreseen,
  type Host,
  levels,
} from '../../core/plugin-api.ts'
import type { DiskConfig } from './config.ts'
import type { DiskEvent } from './events.ts'
import { capacityOf } from './judging/judgement.ts'
import type { Forecast, Reading } from './sample-events.ts'

/** Looks ahead for one disk, a reading at a time: when it, or its inodes, will be full if it goes on as it did. */
export interface DiskForecaster {
  /** Takes a reading and answers what it foresees; null: no end. */
  take(at: Date, reading: Reading): Forecast | null
}

/** Creates what looks ahead for every disk of this machine, from what the ledger has of it. */
export function createForecasts(
  host: Host<DiskConfig, DiskEvent>,
): Forecasts<Reading, Forecast | null> {
  return createForecastsOf<Reading, Forecast | null, DiskEvent>(host, {
    windowSeconds: host.config.forecast.window,
    create: () => createDiskForecaster(host.config),
    readingOf: ({ type, data }) => (type === 'disk.Sampled' ? data : undefined),
  })
}

/** Creates a forecaster of one disk, read as often as the configuration says. */
export function createDiskForecaster({
  interval,
  forecast: { window: windowSeconds, warning, critical },
}: Pick<DiskConfig, 'interval' | 'forecast'>): DiskForecaster {
  const rule = ({ fullWithin, availablePercent }: typeof warning) => ({
    withinSeconds: fullWithin,
    leftPercent: availablePercent,
  })
  const rules = { windowSeconds, warning: rule(warning), critical: rule(critical) }
  const bytes = createFillingForecast(interval, rules)
  const inodes = createFillingForecast(interval, rules)
  return {
    take(at, reading) {
      const capacity = capacityOf(reading)
      const ofBytes = bytes(at, { used: capacity - reading.availableBytes, capacity })
      const { inodesTotal, inodesUsed } = reading
      const ofInodes = inodes(at, { used: inodesUsed, capacity: inodesTotal })
      return worse(
        ofBytes && forecastOf(ofBytes),
        ofInodes && { ...forecastOf(ofInodes), of: 'inodes' },
      )
    },
  }
}

function forecastOf({ inSeconds, lowSeconds, highSeconds, level }: Foreseen): Forecast {
  return { fullInSeconds: inSeconds, lowSeconds, highSeconds, severity: level }
}

function worse(first: Forecast | null, second: Forecast | null): Forecast | null {
  if (!first || !second) return first ?? second
  const byLevel = levels.indexOf(second.severity) - levels.indexOf(first.severity)
  if (byLevel !== 0) return byLevel > 0 ? second : first
  return second.fullInSeconds < first.fullInSeconds ? second : first
}
