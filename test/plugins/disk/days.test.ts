import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import {
  type CloseDays,
  createDaysDecider,
  type Days,
  foldBackwards,
} from '../../../core/guarding/days/days-decider.ts'
import { diskDays } from '../../../plugins/disk/summarise-days.ts'
import type { DaySummary } from '../../../plugins/disk/day-events.ts'
import type { Disk } from '../../../plugins/disk/sample-events.ts'
import { daySummary } from './examples.ts'
import type { DiskDayEvent } from '../../../plugins/disk/day-events.ts'
import { dayStream } from '../../../plugins/disk/streams.ts'
import { moment, recorded } from './observations.ts'

const { diskId, host, mount } = daySummary
const disk = { diskId, host, mount }
const daysDecider = createDaysDecider(diskDays)
type CloseDiskDays = CloseDays<Disk, DaySummary>
const summarised = (day: string): DiskDayEvent => ({
  type: 'disk.DaySummarised',
  data: { ...daySummary, day },
})
const expired = (day: string): DiskDayEvent => ({
  type: 'disk.DetailExpired',
  data: { ...disk, day },
})

function given(...events: DiskDayEvent[]): {
  when(command: Partial<CloseDiskDays>): readonly string[]
} {
  const state = events.reduce<Days>(
    (days, event, revision) => daysDecider.evolve(days, stored(event, revision)),
    daysDecider.initial,
  )
  return {
    when: command =>
      daysDecider
        .decide({ subject: disk, summaries: [], detailFrom: '2000-01-01', ...command }, state)
        .map(({ type, data }) => ('day' in data ? `${type} ${data.day}` : type)),
  }
}

const summaries = (...days: string[]): { summaries: CloseDiskDays['summaries'] } => ({
  summaries: days.map(day => ({ ...daySummary, day })),
})

t.test('every day that is over is summarised', async t => {
  t.strictSame(given().when(summaries('2026-01-01', '2026-01-03')), [
    'disk.DaySummarised 2026-01-01',
    'disk.DaySummarised 2026-01-03',
  ])
})

t.test('a day is summarised once', async t => {
  const told = given(summarised('2026-01-01')).when(summaries('2026-01-01', '2026-01-02'))
  t.strictSame(told, ['disk.DaySummarised 2026-01-02'])
})

t.test('the detail of a summarised day expires, once', async t => {
  const days = [summarised('2026-01-01'), summarised('2026-01-02'), summarised('2026-01-04')]
  const told = given(...days, expired('2026-01-01')).when({ detailFrom: '2026-01-04' })
  t.strictSame(told, ['disk.DetailExpired 2026-01-02'])
})

t.test('a day that is summarised too late expires at once', async t => {
  const told = given().when({ ...summaries('2026-01-01'), detailFrom: '2026-01-02' })
  t.strictSame(told, ['disk.DaySummarised 2026-01-01', 'disk.DetailExpired 2026-01-01'])
})

t.test('read backwards, a stream of days says the same as read from its start', async t => {
  const days = ['01', '02', '04', '05', '06'].map(day => `2026-01-${day}`)
  const [first, second, third, fourth, fifth] = days.map(summarised)
  const [, gone] = days.map(expired)
  const stories: readonly (readonly (DiskDayEvent | undefined)[])[] = [
    [],
    [first],
    [first, second, third],
    [first, second, expired(days[0]!), third, gone, fourth, fifth],
    [first, second, expired(days[0]!), gone],
  ]
  for (const story of stories) {
    const events = story.flatMap((event, revision) => (event ? [stored(event, revision)] : []))
    const forwards = events.reduce(
      (known, event) => daysDecider.evolve(known, event),
      daysDecider.initial,
    )
    const backwards = events.toReversed().map(event => diskDays.tell(event))
    t.strictSame(await foldBackwards(of(backwards)), forwards)
  }
})

t.test('of a long stream of days no more is read than counts', async t => {
  const told = [
    diskDays.tell(stored(summarised('2026-01-09'), 9)),
    diskDays.tell(stored(expired('2026-01-05'), 8)),
    diskDays.tell(stored(summarised('2026-01-05'), 7)),
  ]
  const days = await foldBackwards(
    (async function* () {
      yield* told
      throw new Error('it goes on reading')
    })(),
  )
  t.match(days, { lastDay: '2026-01-09', detailed: ['2026-01-09'] })
})

function stored(event: DiskDayEvent, revision: number): Recorded<DiskDayEvent> {
  return recorded(event, { stream: dayStream(diskId), revision, at: moment(0) })
}

async function* of<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
