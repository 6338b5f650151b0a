import { setTimeout as delay } from 'node:timers/promises'
import { END, eventTypeFilter } from '@eventstore/db-client'
import { median } from '../figures.ts'
import { benchEvent, benchEvents, benchPrefix } from './bench-event.ts'
import type { Target } from './target.ts'

/** One kind of work, measured as a figure a run. */
export interface Scenario {
  readonly name: string
  readonly unit: string
  /** Rows that Postgres commits at once for the limit beside it; absent where nothing is written. */
  readonly rowsAtOnce?: number
  /** Whether the smaller figure is the better one. */
  readonly isLag?: boolean
  measure(target: Target, seconds: number): Promise<number>
}

/** How many events the reading scenarios need to be there. */
export const eventsToRead = 50_000

const caughtUpWith = 30_000
const bulk = 100
const bulkCallers = 4
const lagAppends = 80
const lagPauseMs = 15

/** What is measured, in this order. */
export const scenarios: readonly Scenario[] = [
  ...[1, 16, 64, 256].map(appends),
  {
    name: `append ${bulk} at once, ${bulkCallers} callers`,
    unit: 'events/s',
    rowsAtOnce: bulk * bulkCallers,
    measure: (target, seconds) => rate(bulkCallers, seconds, at => append(target, at, bulk)),
  },
  { name: `read $all, ${eventsToRead} events`, unit: 'events/s', measure: readAll },
  {
    name: `catch up, filtered, ${caughtUpWith} events`,
    unit: 'events/s',
    measure: catchUp,
  },
  { name: 'append to live subscriber, p50', unit: 'ms', isLag: true, measure: liveLag },
]

function appends(callers: number): Scenario {
  return {
    name: `append, ${callers} callers`,
    unit: 'events/s',
    rowsAtOnce: callers,
    measure: (target, seconds) => rate(callers, seconds, at => append(target, at, 1)),
  }
}

async function append(target: Target, at: number, events: number): Promise<number> {
  await target.client.appendToStream(target.streamOf(at), benchEvents(events, at))
  return events
}

/** Events a second of callers that each wait for their own answer. */
async function rate(
  callers: number,
  seconds: number,
  call: (at: number) => Promise<number>,
): Promise<number> {
  const startedMs = performance.now()
  const endMs = startedMs + seconds * 1_000
  let calls = 0
  let events = 0
  const work = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const appended = await call((calls += 1))
      events += appended
    }
  }
  await Promise.all(Array.from({ length: callers }, work))
  return perSecond(events, startedMs)
}

async function readAll({ client, start }: Target): Promise<number> {
  const startedMs = performance.now()
  const events = client.readAll({ fromPosition: start, maxCount: eventsToRead })
  let read = 0
  for await (const { event } of events) if (event) read += 1
  return perSecond(read, startedMs)
}

async function catchUp({ client, start }: Target): Promise<number> {
  const startedMs = performance.now()
  const filter = eventTypeFilter({ prefixes: [benchPrefix] })
  const subscription = client.subscribeToAll({ fromPosition: start, filter })
  let seen = 0
  for await (const { event } of subscription) if (event && (seen += 1) === caughtUpWith) break
  const figure = perSecond(seen, startedMs)
  await subscription.unsubscribe()
  return figure
}

/** Milliseconds from handing an event to the client until another subscription of it has the event. */
async function liveLag({ client, streamOf }: Target): Promise<number> {
  const filter = eventTypeFilter({ prefixes: [`${benchPrefix}Timed`] })
  const subscription = client.subscribeToAll({ fromPosition: END, filter })
  const sentMs = new Map<string, number>()
  const lagsMs: number[] = []
  const all = new Promise<void>((resolve, reject) => {
    subscription.on('error', reject)
    subscription.on('data', ({ event }) => {
      const startedMs = sentMs.get(event?.id ?? '')
      if (startedMs !== undefined) lagsMs.push(performance.now() - startedMs)
      if (lagsMs.length === lagAppends) resolve()
    })
  })
  await new Promise(resolve => subscription.once('confirmation', resolve))
  for (let i = 0; i < lagAppends; i += 1) {
    const event = benchEvent(i, 'Timed')
    sentMs.set(event.id, performance.now())
    await client.appendToStream(streamOf(0), event)
    await delay(lagPauseMs)
  }
  await all
  await subscription.unsubscribe()
  return median(lagsMs)
}

function perSecond(count: number, startedMs: number): number {
  return (count * 1_000) / (performance.now() - startedMs)
}
