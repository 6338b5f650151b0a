import {
  createForecaster,
  createForeseenLevel,
  type ForeseenRule,
  type Outlook,
} from '../../../core/plugin-api.ts'
import type { DiskConfig, ForecastRules } from '../config.ts'
import { capacityOf } from '../judging/judgement.ts'
import type { Forecast, Reading } from '../sample-events.ts'
import { levels, type Level } from '../severity.ts'

/** Looks ahead for one disk, a reading at a time: when it, or its inodes, will be full if it goes on as it did. */
export interface DiskForecaster {
  /** Takes a reading and answers what it foresees; null: no end. */
  take(at: Date, reading: Reading): Forecast | null
}

/** How far beyond what has been seen a forecast is believed, and how patiently: see docs/explanation/forecast.md. */
const beliefs = {
  warning: { reach: 2, enterSeconds: 300, leaveSeconds: 45 * 60 },
  critical: { reach: 0.5, enterSeconds: 300, leaveSeconds: 15 * 60 },
} as const

/** Creates a forecaster of one disk, read as often as the configuration says. */
export function createDiskForecaster(
  config: Pick<DiskConfig, 'interval' | 'forecast'>,
): DiskForecaster {
  const bytes = createForecast(config.interval, config.forecast)
  const inodes = createForecast(config.interval, config.forecast)
  return {
    take(at, reading) {
      const capacity = capacityOf(reading)
      const used = capacity - reading.availableBytes
      const ofBytes = bytes(at, { used, capacity })
      const ofInodes =
        reading.inodesTotal > 0
          ? inodes(at, { used: reading.inodesUsed, capacity: reading.inodesTotal })
          : null
      return worse(ofBytes, ofInodes && { ...ofInodes, of: 'inodes' })
    },
  }
}

interface Filling {
  readonly used: number
  readonly capacity: number
}

function createForecast(
  intervalSeconds: number,
  { window, warning, critical }: ForecastRules,
): (at: Date, filling: Filling) => Forecast | null {
  const forecaster = createForecaster(intervalSeconds, window)
  const isWarning = createForeseenLevel(ruleOf(warning, beliefs.warning))
  const isCritical = createForeseenLevel(ruleOf(critical, beliefs.critical))
  let told: Outlook | null = null
  return (at, { used, capacity }) => {
    if (capacity <= 0) return null
    const outlook = forecaster.take({ at, value: used, end: capacity })
    const leftPercent = ((capacity - used) * 100) / capacity
    const atSeconds = at.getTime() / 1000
    const warns = isWarning.take(atSeconds, outlook, leftPercent) === 'on'
    const severity: Level =
      isCritical.take(atSeconds, outlook, leftPercent) === 'on'
        ? 'critical'
        : warns
          ? 'warning'
          : 'ok'
    // A level that is still held keeps the numbers that it was entered for.
    told = outlook ?? (severity === 'ok' ? null : told)
    return told && forecastOf(told, severity)
  }
}

function ruleOf(
  { fullWithin, availablePercent }: ForecastRules['warning'],
  belief: Omit<ForeseenRule, 'withinSeconds' | 'leftPercent'>,
): ForeseenRule {
  return { withinSeconds: fullWithin, leftPercent: availablePercent, ...belief }
}

function forecastOf({ inSeconds, lowSeconds, highSeconds }: Outlook, severity: Level): Forecast {
  return { fullInSeconds: inSeconds, lowSeconds, highSeconds, severity }
}

function worse(first: Forecast | null, second: Forecast | null): Forecast | null {
  if (!first || !second) return first ?? second
  const byLevel = levels.indexOf(second.severity) - levels.indexOf(first.severity)
  if (byLevel !== 0) return byLevel > 0 ? second : first
  return second.fullInSeconds < first.fullInSeconds ? second : first
}
