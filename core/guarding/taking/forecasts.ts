import { createForecasts, type Forecasts } from '../../forecasting/forecasts.ts'
import type { Host } from '../../host.ts'
import type { Measures } from '../measure.ts'
import type { Sample } from '../guard-data.ts'
import { isOf } from '../guard-events.ts'
import { createMeasureForecast, windowOf } from '../measure-forecast.ts'
import type { Reading, ReadingOf } from '../reading.ts'
import { sampleStream } from '../subject.ts'
import type { TakingGuard } from './observation-of.ts'

type Values = Sample['values']
type Foreseen = Sample['forecast']

interface ForecastsParts {
  readonly measures: Measures
  readonly intervalSeconds: number
}

type Brought = ReadingOf & { readonly measures?: Measures }

/** Most subjects whose own measures are looked ahead for. */
const mostOwn = 2_000

/** Looks ahead for what this process reads: by the measures that the guard declares, and by those that a reading brings. */
export function createReadingForecasts(
  host: Pick<Host, 'read' | 'log'>,
  guard: Pick<TakingGuard, 'name' | 'measures' | 'intervalSeconds'>,
): { take(subjectId: string, at: Date, reading: Reading): Promise<Foreseen> } {
  const declared = createForecastsOf(host, guard)
  const own = new Map<string, { readonly rules: string; readonly of: typeof declared }>()

  // As long as a subject brings the same rules, it is looked ahead for by the same lines.
  const ofSubject = (subjectId: string, { measures, every }: Brought): typeof declared => {
    const rules = JSON.stringify(
      Object.entries(measures ?? {}).map(([name, { forecast }]) => [name, forecast]),
    )
    const known = own.get(subjectId)
    if (known?.rules === rules) return known.of
    const intervalSeconds = every ?? guard.intervalSeconds
    const of = createForecastsOf(host, {
      measures: { ...guard.measures, ...measures },
      intervalSeconds,
    })
    for (const [oldest] of own) {
      if (own.size < mostOwn) break
      own.delete(oldest)
    }
    own.set(subjectId, { rules, of })
    return of
  }

  return {
    async take(subjectId, at, reading) {
      if (!('values' in reading) || !reading.values) return {}
      const asks = Object.values(reading.measures ?? {}).some(({ forecast }) => forecast)
      const forecasts = asks ? ofSubject(subjectId, reading) : declared
      const stream = sampleStream(guard.name, subjectId)
      return (await forecasts?.take(stream, at, reading.values)) ?? {}
    },
  }
}

/** Looks ahead by some measures; undefined where none asks for that. */
function createForecastsOf(
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
