import type { Recorded } from '../../../core/event.ts'
import { dayOf } from './day.ts'
import type { DaySummary, DiskEvent, DiskObservation } from '../events.ts'
import { summariseDay } from './summarise-day.ts'

/** Summarises the days before `today` from the observations of one disk, in the order of their stream. */
export async function readSummaries(
  observations: AsyncIterable<Recorded<DiskEvent>>,
  days: { readonly after: string | null; readonly before: string },
): Promise<readonly DaySummary[]> {
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
  close()
  return summaries
}
