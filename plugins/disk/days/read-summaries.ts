import type { Recorded } from '../../../core/plugin-api.ts'
import type { DaySummary, Kept, Range } from '../day-events.ts'
import type { DiskEvent } from '../events.ts'
import type { DiskObservation } from '../sample-events.ts'

/** Which days to close: those after `after` and before `before`. */
export interface DaysToClose {
  readonly after: string | null
  readonly before: string
  /** A day before this one is closed although nothing was observed after it. */
  readonly waitFrom: string
}

/** Days that are complete, and whether another waits for what may still be under way. */
export interface ClosedDays {
  readonly summaries: readonly DaySummary[]
  readonly waiting: boolean
}

/**
 * Summarises the days of one disk from its observations, in the order of their stream. As they arrive in order, a later
 * day's observation tells that a day is complete.
 */
export async function readSummaries(
  observations: AsyncIterable<Recorded<DiskEvent>>,
  days: DaysToClose,
): Promise<ClosedDays> {
  const summaries: DaySummary[] = []
  let open: Recorded<DiskObservation>[] = []
  const close = (): void => {
    const [first, ...rest] = open
    if (first) summaries.push(summariseDay(first, rest))
    open = []
  }
  for await (const event of observations) {
    if (event.type !== 'disk.Sampled' && event.type !== 'disk.ReadFailed') continue
    const day = dayOf(event.receivedAt)
    const openDay = open[0] ? dayOf(open[0].receivedAt) : (days.after ?? '')
    // What arrived late belongs to a day that is closed.
    if (day < openDay || day === days.after) continue
    if (day > openDay) close()
    if (day >= days.before) break
    open.push(event)
  }
  const waiting = open[0] !== undefined && dayOf(open[0].receivedAt) >= days.waitFrom
  if (!waiting) close()
  return { summaries, waiting }
}

/** Summarises the observations of one disk on one UTC day, in the order of their stream; there is at least one. */
export function summariseDay(
  first: Recorded<DiskObservation>,
  rest: readonly Recorded<DiskObservation>[],
): DaySummary {
  const observations = [first, ...rest]
  const samples = observations.filter(event => event.type === 'disk.Sampled')
  const failures = observations.filter(event => event.type === 'disk.ReadFailed')
  const { diskId, host, mount } = first.data
  return {
    diskId,
    host,
    mount,
    day: dayOf(first.receivedAt),
    samples: samples.length,
    failedReads: failures.length,
    usedBytes: rangeOf(samples.map(event => event.data.usedBytes)),
    availableBytes: rangeOf(samples.map(event => event.data.availableBytes)),
    lastSample: keep(samples.at(-1)),
    lastFailure: keep(failures.at(-1)),
    nextRevision: String((rest.at(-1) ?? first).revision + 1n),
  }
}

// A day of readings a second is more than a call takes arguments.
function rangeOf(values: readonly number[]): Range | null {
  const last = values.at(-1)
  if (last === undefined) return null
  return {
    min: values.reduce((least, value) => Math.min(least, value), last),
    max: values.reduce((most, value) => Math.max(most, value), last),
    last,
  }
}

function keep<Data>(
  event: { readonly id: string; readonly receivedAt: Date; readonly data: Data } | undefined,
): Kept<Data> | null {
  return event
    ? { eventId: event.id, receivedAt: event.receivedAt.toISOString(), data: event.data }
    : null
}

const DAY_MS = 86_400_000

/** The UTC day of a time, `2026-01-31`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/** The day that lies `days` after `day`, or before it. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS))
}
