import t from 'tap'
import {
  type CloseDays,
  type Days,
  daysDecider,
} from '../../../../plugins/disk/days/summarise-days.ts'
import { daySummary } from '../examples.ts'
import type { DiskDayEvent } from '../../../../plugins/disk/day-events.ts'
import { dayStream } from '../../../../plugins/disk/streams.ts'
import { moment, recorded } from '../observations.ts'

const { diskId, host, mount } = daySummary
const disk = { diskId, host, mount }
const summarised = (day: string): DiskDayEvent => ({
  type: 'disk.DaySummarised',
  data: { ...daySummary, day },
})
const expired = (day: string): DiskDayEvent => ({
  type: 'disk.DetailExpired',
  data: { ...disk, day },
})

function given(...events: DiskDayEvent[]): {
  when(command: Partial<CloseDays>): readonly string[]
} {
  const state = events.reduce<Days>(
    (days, event, revision) =>
      daysDecider.evolve(
        days,
        recorded(event, { stream: dayStream(diskId), revision, at: moment(0) }),
      ),
    daysDecider.initial,
  )
  return {
    when: command =>
      daysDecider
        .decide({ disk, summaries: [], detailFrom: '2000-01-01', ...command }, state)
        .map(({ type, data }) => `${type} ${data.day}`),
  }
}

const summaries = (...days: string[]): { summaries: CloseDays['summaries'] } => ({
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
