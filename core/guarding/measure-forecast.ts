import { createFillingForecast, type Foreseen } from '../forecasting/filling.ts'
import type { ForecastRule, Measure } from './measure.ts'

const defaultWindowSeconds = 72 * 3600

/** How far back the forecast of a measure looks, in seconds. */
export function windowOf({ window = defaultWindowSeconds }: ForecastRule): number {
  return window
}

/** Creates what looks ahead for one measure of one subject: takes a value, and answers when it will reach what its forecast asks for; null: it is not on its way there. */
export function createMeasureForecast(
  intervalSeconds: number,
  measure: Pick<Measure, 'unit' | 'below' | 'above'>,
  forecast: ForecastRule,
): (at: Date, value: number) => Foreseen | null {
  const { reaches, within } = forecast
  const foresee = createFillingForecast(intervalSeconds, {
    windowSeconds: windowOf(forecast),
    warning: within?.warning === undefined ? undefined : { withinSeconds: within.warning },
    critical: within?.critical === undefined ? undefined : { withinSeconds: within.critical },
  })
  let start: number | undefined
  return (at, value) => {
    // Who began at the end has come no way yet.
    if (start === undefined || start === reaches) start = startOf(measure, reaches, value)
    const capacity = Math.abs(reaches - start)
    const used = (value - start) * Math.sign(reaches - start)
    return foresee(at, { used, capacity })
  }
}

/** Where the way to `reaches` begins, so that it can be told what is much of it: at the other end of a share, at nothing, or at the first value. */
function startOf(
  { unit, below, above }: Pick<Measure, 'unit' | 'below' | 'above'>,
  reaches: number,
  first: number,
): number {
  const falls = below ? true : above ? false : first > reaches
  if (unit === 'percent') return falls ? 100 : 0
  if (falls) return Math.max(first, reaches)
  return reaches > 0 ? Math.min(first, 0) : Math.min(first, reaches)
}
