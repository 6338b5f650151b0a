import { createForecasts, type Forecasts } from '../../forecasting/forecasts.ts'
import type { Host } from '../../host.ts'
import type { Measures } from '../measure.ts'
import type { Sample } from '../guard-data.ts'
import { isOf } from '../guard-events.ts'
import { createMeasureForecast, windowOf } from '../measure-forecast.ts'

type Values = Sample['values']
type Foreseen = Sample['forecast']

interface ForecastsParts {
  readonly measures: Measures
  readonly intervalSeconds: number
}

/** Looks ahead for every subject of a guard that this process reads; undefined where no measure asks for that. */
export function createGuardForecasts(
  host: Pick<Host, 'read' | 'log'>,
  { measures, intervalSeconds }: ForecastsParts,
): Forecasts<Values, Foreseen> | undefined {
  const asked = Object.entries(measures).flatMap(([name, measure]) =>
    measure.forecast ? [{ name, measure, forecast: measure.forecast }] : [],
  )
  if (asked.length === 0) return undefined
  return createForecasts(host, {
    windowSeconds: Math.max(...asked.map(({ forecast }) => windowOf(forecast))),
    readingOf: event => (isOf(event, 'Sampled') ? event.data.values : undefined),
    create() {
      const lines = asked.map(({ name, measure, forecast }) => {
        return { name, foresee: createMeasureForecast(intervalSeconds, measure, forecast) }
      })
      return { take: (at, values) => foreseenOf(lines, at, values) }
    },
  })
}

interface Line {
  readonly name: string
  readonly foresee: ReturnType<typeof createMeasureForecast>
}

function foreseenOf(lines: readonly Line[], at: Date, values: Values): Foreseen {
  const found = lines.flatMap(({ name, foresee }) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    const foreseen = value === undefined ? null : foresee(at, value)
    if (!foreseen) return []
    const { inSeconds: reachesInSeconds, lowSeconds, highSeconds, level } = foreseen
    return [[name, { reachesInSeconds, lowSeconds, highSeconds, level }] as const]
  })
  return Object.fromEntries(found)
}
