import { messageOf } from '../../errors.ts'
import type { Host } from '../../host.ts'
import type { Measures } from '../guard.ts'
import type { Sample } from '../guard-data.ts'
import { isOf } from '../guard-events.ts'
import { createMeasureForecast, windowOf } from '../measure-forecast.ts'
import { sampleStream } from '../subject.ts'

/** Looks ahead for every subject of a guard that this process reads. */
export interface GuardForecasts {
  /** Takes the values of a reading and answers what is foreseen of them, by measure. */
  take(subjectId: string, at: Date, values: Readonly<Record<string, number>>): Promise<Foreseen>
}

type Foreseen = Sample['forecast']

interface ForecastsParts {
  readonly guard: string
  readonly measures: Measures
  readonly intervalSeconds: number
}

const mostSamples = 5_000
const forgottenMs = 86_400_000

interface Watched {
  readonly lines: ReadonlyMap<string, ReturnType<typeof createMeasureForecast>>
  readonly at: number
}

/** Creates forecasts that begin with the samples of the ledger; while that cannot be read there are none. */
export function createGuardForecasts(
  host: Pick<Host, 'read' | 'log'>,
  { guard, measures, intervalSeconds }: ForecastsParts,
): GuardForecasts {
  const foretold = Object.entries(measures).flatMap(([name, measure]) =>
    measure.forecast ? [{ name, measure, forecast: measure.forecast }] : [],
  )
  const window = Math.max(0, ...foretold.map(({ forecast }) => windowOf(forecast)))
  const watched = new Map<string, Watched>()

  const readBack = async (subjectId: string, until: Date): Promise<Watched['lines']> => {
    const lines = new Map(
      foretold.map(({ name, measure, forecast }) => [
        name,
        createMeasureForecast(intervalSeconds, measure, forecast),
      ]),
    )
    const oldest = until.getTime() - window * 1000
    const found: { readonly at: Date; readonly values: Sample['values'] }[] = []
    const options = { direction: 'backwards', limit: mostSamples } as const
    for await (const event of host.read(sampleStream(guard, subjectId), options)) {
      if (event.receivedAt.getTime() < oldest) break
      if (isOf(event, 'Sampled')) found.push({ at: event.receivedAt, values: event.data.values })
    }
    for (const { at, values } of found.reverse()) takeAll(lines, at, values)
    return lines
  }

  const forget = (before: number): void => {
    for (const [id, { at }] of watched) if (at < before - forgottenMs) watched.delete(id)
  }

  return {
    async take(subjectId, at, values) {
      if (foretold.length === 0) return {}
      try {
        const lines = watched.get(subjectId)?.lines ?? (await readBack(subjectId, at))
        watched.set(subjectId, { lines, at: at.getTime() })
        forget(at.getTime())
        return takeAll(lines, at, values)
      } catch (error) {
        host.log.debug({ reason: messageOf(error) }, 'There is nothing to look back on')
        return {}
      }
    },
  }
}

function takeAll(lines: Watched['lines'], at: Date, values: Sample['values']): Foreseen {
  return Object.fromEntries(
    [...lines].flatMap(([name, foresee]) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      const foreseen = value === undefined ? null : foresee(at, value)
      if (!foreseen) return []
      const { inSeconds: reachesInSeconds, lowSeconds, highSeconds, level } = foreseen
      return [[name, { reachesInSeconds, lowSeconds, highSeconds, level }] as const]
    }),
  )
}
