import type { Recorded } from '../../../core/event.ts'
import { dayOf } from './day.ts'
import type { DaySummary, DiskEvent, DiskObservation } from '../events.ts'
import { summariseDay } from './summarise-day.ts'

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
