import type { Recorded } from '../../core/event.ts'
import { addDays } from '../../core/guarding/days/calendar.ts'
import { diskDays } from '../../plugins/disk/summarise-days.ts'
import { daySummary, pressureChange, sample } from '../plugins/disk/examples.ts'
import type { DiskEvent } from '../../plugins/disk/events.ts'
import type { DiskObservation } from '../../plugins/disk/sample-events.ts'
import { dayStream, pressureStream } from '../../plugins/disk/streams.ts'
import { moment, readFailed, recorded, sampled } from '../plugins/disk/observations.ts'

const HOUR = 3600
const DAY = 24 * HOUR

/** What a disk showed on three days: on the first and second it was read and failed, on the third it was read. */
export const observations: readonly Recorded<DiskObservation>[] = [
  sampled(0, 0, { usedBytes: 100, availableBytes: 900 }),
  sampled(60, 1, { usedBytes: 300, availableBytes: 700 }),
  sampled(HOUR, 2, { usedBytes: 200, availableBytes: 800, observedSeverity: 'warning' }),
  readFailed(HOUR + 60, 3),
  sampled(DAY, 4, { usedBytes: 150, availableBytes: 850 }),
  readFailed(DAY + 60, 5),
  readFailed(DAY + 120, 6),
  sampled(2 * DAY, 7, { usedBytes: 250, availableBytes: 750 }),
]

const { diskId, host, mount } = daySummary
const firstDay = '2026-01-01'

function ofDay(day: string): Recorded<DiskObservation>[] {
  return observations.filter(event => event.receivedAt.toISOString().startsWith(day))
}

function summaryOf(day: string, revision: number): Recorded<DiskEvent> {
  const ofIt = ofDay(day)
  const fold = diskDays.open(ofIt[0]!, { diskId, host, mount })
  ofIt.forEach(event => fold.take(event))
  const at = new Date(Date.parse(addDays(day, 1)) + 600_000)
  const data = fold.end()
  const event = { type: 'disk.DaySummarised', data } as const
  return recorded(event, { stream: dayStream(diskId), revision, at })
}

/** The severity changed twice. */
export const changes: readonly Recorded<DiskEvent>[] = [
  recorded(
    {
      type: 'disk.PressureChanged',
      data: { ...pressureChange, from: 'unknown', to: 'ok', held: 'ok' },
    },
    { stream: pressureStream(diskId), revision: 0, at: moment(1) },
  ),
  recorded(
    { type: 'disk.PressureChanged', data: pressureChange },
    { stream: pressureStream(diskId), revision: 1, at: moment(DAY + 121) },
  ),
]

/** The first two days were summarised. */
const summaries: readonly Recorded<DiskEvent>[] = [
  summaryOf(firstDay, 0),
  summaryOf(addDays(firstDay, 1), 1),
]

/** The detail of the first day expired. */
const expiry: readonly Recorded<DiskEvent>[] = [
  recorded(
    { type: 'disk.DetailExpired', data: { diskId, host, mount, day: firstDay } },
    { stream: dayStream(diskId), revision: 2, at: moment(2 * DAY + 60) },
  ),
]

/** All of it in the order of the ledger, each with its own position and id. */
export const history: readonly Recorded<DiskEvent>[] = inOrder([
  ...observations,
  ...changes,
  ...summaries,
  ...expiry,
])

/** The same after the server has scavenged the observations of the first day. */
export const scavenged: readonly Recorded<DiskEvent>[] = history.filter(
  event =>
    !ofDay(firstDay).some(
      ({ stream, revision }) => event.stream === stream && event.revision === revision,
    ),
)

function inOrder(events: readonly Recorded<DiskEvent>[]): readonly Recorded<DiskEvent>[] {
  return events
    .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
    .map((event, n) => ({ ...event, position: BigInt(1000 + n) }))
}

/** The disk it is all about. */
export const { diskId: theDisk } = sample
