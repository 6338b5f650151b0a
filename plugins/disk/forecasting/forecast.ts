import type { Forecast } from '../sample-events.ts'
import type { ForecastRules } from '../config.ts'
import type { Level } from '../severity.ts'

/** One point of a disk's history. */
export interface Past {
  readonly at: Date
  readonly availableBytes: number
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
  // The late bound of a trend that hardly moves lies beyond what can be counted.
  const secondsAt = (slope: number): number =>
    Math.min(Math.round(last.availableBytes / -slope), Number.MAX_SAFE_INTEGER)
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

/** One observation of a series. */
interface Point {
  readonly x: number
  readonly y: number
}

/** The slope of a series, and the bounds that hold it with 95 % confidence. */
interface Slope {
  readonly median: number
  readonly low: number
  readonly high: number
}

/**
 * Fits a line by Theil and Sen: the median of the slopes between all pairs of points, which up to 29 % of outliers do not move.
 * The bounds are Sen's, from Kendall's variance. Needs two points at different x.
 */
export function theilSen(points: readonly Point[]): Slope | null {
  const slopes = pairwiseSlopes(points)
  if (slopes.length === 0) return null
  const n = points.length
  const spread = 1.96 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const at = (rank: number): number =>
    slopes[Math.min(Math.max(Math.round(rank), 0), slopes.length - 1)] ?? 0
  const middle = (slopes.length - 1) / 2
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(middle - spread / 2),
    high: at(middle + spread / 2),
  }
}

// Written into one array of numbers: there are 65,000 of them for 360 points.
function pairwiseSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let count = 0
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) {
      if (to.x === from.x) continue
      slopes[count] = (to.y - from.y) / (to.x - from.x)
      count += 1
    }
  }
  return slopes.subarray(0, count).sort()
}
