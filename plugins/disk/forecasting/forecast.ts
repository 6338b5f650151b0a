import type { ForecastRules } from '../config.ts'
import type { Level } from '../severity.ts'
import { theilSen } from './theil-sen.ts'

/** One point of a disk's history. */
export interface Past {
  readonly at: Date
  readonly availableBytes: number
}

/** When a disk will be full if it goes on as in the last hours. `lowSeconds` is the early bound, `highSeconds` the late one. */
export interface Forecast {
  readonly fullInSeconds: number
  readonly lowSeconds: number
  readonly highSeconds: number
  readonly severity: Level
}

const YEAR_SECONDS = 366 * 86_400

/**
 * Forecasts from `history`, oldest first. Null when there is too little of it, or when usage is flat or falling: when the bounds of
 * the trend do not exclude that it stands still, or it would take over a year.
 */
export function forecast(
  history: readonly Past[],
  capacityBytes: number,
  rules: ForecastRules,
): Forecast | null {
  const first = history[0]
  const last = history.at(-1)
  if (!first || !last || history.length < rules.minSamples) return null
  const startMs = first.at.getTime()
  if (last.at.getTime() - startMs < rules.minSpan * 1000) return null
  const trend = theilSen(
    history.map(past => ({ x: (past.at.getTime() - startMs) / 1000, y: past.availableBytes })),
  )
  if (!trend || trend.high >= 0) return null
  const secondsAt = (slope: number): number => Math.round(last.availableBytes / -slope)
  const fullInSeconds = secondsAt(trend.median)
  if (fullInSeconds > YEAR_SECONDS) return null
  return {
    fullInSeconds,
    lowSeconds: secondsAt(trend.low),
    highSeconds: secondsAt(trend.high),
    severity: severityOf(fullInSeconds, (last.availableBytes * 100) / capacityBytes, rules),
  }
}

function severityOf(seconds: number, availablePercent: number, rules: ForecastRules): Level {
  const { warning, critical } = rules
  const isUnder = (rule: ForecastRules['warning']): boolean =>
    seconds < rule.fullWithin && availablePercent < rule.availablePercent
  if (isUnder(critical)) return 'critical'
  return isUnder(warning) ? 'warning' : 'ok'
}
