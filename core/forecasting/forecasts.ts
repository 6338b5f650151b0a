import type { Logger } from 'pino'
import { messageOf } from '../errors.ts'
import type { DomainEvent, Recorded } from '../event.ts'
import type { Host } from '../host.ts'

/** Looks ahead for one subject, a reading at a time. */
export interface SubjectForecaster<Reading, Forecast> {
  /** Takes a reading and answers what it foresees. */
  take(at: Date, reading: Reading): Forecast
}

/** Looks ahead for many subjects, each with what its stream still has of it. */
export interface Forecasts<Reading, Forecast> {
  /** Takes a reading of the subject whose observations `stream` holds; null: no end is foreseen, or there is nothing to look back on yet. */
  take(stream: string, at: Date, reading: Reading): Promise<Forecast | null>
}

/** What the forecasts of one owner are made of. */
export interface ForecastsOf<Reading, Forecast, E extends DomainEvent> {
  readonly windowSeconds: number
  create(): SubjectForecaster<Reading, Forecast>
  /** What an event of the stream read; undefined of one that is no reading. */
  readingOf(event: Recorded<E>): Reading | undefined
}

/** So many observations are read back at most. */
const MOST_OBSERVATIONS = 5_000

/** Creates forecasts that begin with the readings of the ledger; while that cannot be read there is none. */
export function createForecasts<Reading, Forecast, E extends DomainEvent>(
  host: Pick<Host<object, E>, 'read'> & { readonly log: Pick<Logger, 'warn'> },
  { windowSeconds, create, readingOf }: ForecastsOf<Reading, Forecast, E>,
): Forecasts<Reading, Forecast> {
  const kept = new Map<
    string,
    { readonly of: SubjectForecaster<Reading, Forecast>; readonly at: Date }
  >()

  const readBack = async (
    stream: string,
    until: Date,
  ): Promise<SubjectForecaster<Reading, Forecast>> => {
    const oldestMs = until.getTime() - windowSeconds * 1000
    const found: { readonly at: Date; readonly reading: Reading }[] = []
    const options = { direction: 'backwards', limit: MOST_OBSERVATIONS } as const
    for await (const event of host.read(stream, options)) {
      if (event.receivedAt.getTime() < oldestMs) break
      const reading = readingOf(event)
      if (reading !== undefined) found.push({ at: event.receivedAt, reading })
    }
    const forecaster = create()
    for (const { at, reading } of found.reverse()) forecaster.take(at, reading)
    return forecaster
  }

  return {
    async take(stream, at, reading) {
      try {
        const of = kept.get(stream)?.of ?? (await readBack(stream, at))
        kept.delete(stream)
        kept.set(stream, { of, at })
        // Of what is read no more, what lies further back than any forecast looks is let go.
        for (const [key, { at: last }] of kept) {
          if (at.getTime() - last.getTime() <= windowSeconds * 1000) break
          kept.delete(key)
        }
        return of.take(at, reading)
      } catch (error) {
        host.log.warn({ stream, reason: messageOf(error) }, 'no history to forecast from yet')
        return null
      }
    },
  }
}
