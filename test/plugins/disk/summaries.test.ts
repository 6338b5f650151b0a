import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { addDays, dayOf } from '../../../core/guarding/days/calendar.ts'
import {
  type ClosedDays,
  type DaysToClose,
  readDays,
} from '../../../core/guarding/days/read-days.ts'
import type { DaySummary } from '../../../plugins/disk/day-events.ts'
import { diskDays } from '../../../plugins/disk/summarise-days.ts'
import { type DiskEvent, diskEvents } from '../../../plugins/disk/events.ts'
import { sample } from './examples.ts'
import { idOf, moment, readFailed, sampled } from './observations.ts'

const { diskId, host, mount } = sample
const disk = { diskId, host, mount }

function readSummaries(
  observations: AsyncIterable<Recorded<DiskEvent>>,
  days: DaysToClose,
): Promise<ClosedDays<DaySummary>> {
  const { isObservation, open } = diskDays
  return readDays(observations, { isObservation, open: first => open(first, disk) }, days)
}

async function* of(...events: Recorded<DiskEvent>[]): AsyncGenerator<Recorded<DiskEvent>> {
  yield* events
}

const NOON = 12 * 3600
const DAY = 86_400

t.test('days are those of UTC', async t => {
  t.equal(dayOf(new Date('2026-01-01T23:59:59.999Z')), '2026-01-01')
  t.equal(dayOf(new Date('2026-01-02T00:00:00.000Z')), '2026-01-02')
  t.equal(addDays('2026-02-28', 1), '2026-03-01')
  t.equal(addDays('2026-01-01', -1), '2025-12-31')
})

t.test('midnight belongs to the day it begins', async t => {
  const { summaries } = await readSummaries(
    of(
      sampled(0, 0, { usedBytes: 10, availableBytes: 90 }),
      sampled(NOON - 1, 1, { usedBytes: 30, availableBytes: 70 }),
      sampled(NOON, 2, { usedBytes: 20, availableBytes: 80 }),
      sampled(NOON + 60, 3, { usedBytes: 40, availableBytes: 60 }),
    ),
    { after: null, before: '2026-01-03', waitFrom: '2026-01-03' },
  )
  t.match(summaries, [
    {
      day: '2026-01-01',
      samples: 2,
      usedBytes: { min: 10, max: 30, last: 30 },
      availableBytes: { min: 70, max: 90, last: 70 },
      nextRevision: '2',
    },
    {
      day: '2026-01-02',
      samples: 2,
      usedBytes: { min: 20, max: 40, last: 40 },
      nextRevision: '4',
    },
  ])
  for (const summary of summaries)
    t.notOk(diskEvents['disk.DaySummarised'].data.validate(summary).error)
})

t.test('today is not over', async t => {
  const observations = of(sampled(0, 0), sampled(DAY, 1))
  const { summaries } = await readSummaries(observations, {
    after: null,
    before: '2026-01-02',
    waitFrom: '2026-01-02',
  })
  t.strictSame(
    summaries.map(({ day }) => day),
    ['2026-01-01'],
  )
})

t.test('days without a reading are left out', async t => {
  const observations = of(sampled(0, 0), sampled(5 * DAY, 1))
  const { summaries } = await readSummaries(observations, {
    after: null,
    before: '2026-02-01',
    waitFrom: '2026-02-01',
  })
  t.strictSame(
    summaries.map(({ day }) => day),
    ['2026-01-01', '2026-01-06'],
  )
})

t.test('what arrives late for a closed day is not summarised again', async t => {
  const observations = of(sampled(-1, 5), sampled(DAY, 6), sampled(0, 7), sampled(DAY + 60, 8))
  const days = { after: '2026-01-01', before: '2026-01-03', waitFrom: '2026-01-03' }
  t.match(await readSummaries(observations, days), {
    summaries: [{ day: '2026-01-02', samples: 2 }],
  })
})

t.test('a day waits for an observation after it, until it is given up on', async t => {
  const days = { after: null, before: '2026-01-03', waitFrom: '2026-01-02' }
  const last = sampled(NOON + 60, 1)
  t.match(await readSummaries(of(sampled(0, 0), last), days), {
    summaries: [{ day: '2026-01-01' }],
    waiting: true,
  })
  t.match(await readSummaries(of(last, sampled(NOON + DAY, 2)), days), {
    summaries: [{ day: '2026-01-02' }],
    waiting: false,
  })
  t.match(await readSummaries(of(last), { ...days, waitFrom: '2026-01-03' }), {
    summaries: [{ day: '2026-01-02' }],
    waiting: false,
  })
})

t.test('keeps the last sample and the last failure of a day', async t => {
  const observations = of(sampled(0, 0), sampled(60, 1), readFailed(120, 2), readFailed(180, 3))
  const {
    summaries: [summary],
  } = await readSummaries(observations, {
    after: null,
    before: '2026-01-02',
    waitFrom: '2026-01-02',
  })
  t.match(summary, {
    samples: 2,
    failedReads: 2,
    lastSample: { eventId: idOf(1), receivedAt: moment(60).toISOString() },
    lastFailure: { eventId: idOf(3), data: { failure: 'timed_out' } },
  })
})

t.test('a day of failures alone has no range', async t => {
  const {
    summaries: [summary],
  } = await readSummaries(of(readFailed(0, 0)), {
    after: null,
    before: '2026-01-02',
    waitFrom: '2026-01-02',
  })
  t.match(summary, { samples: 0, failedReads: 1, usedBytes: null, lastSample: null })
  t.notOk(diskEvents['disk.DaySummarised'].data.validate(summary).error)
})

t.test('a day of ten readings a second is summarised', async t => {
  const first = sampled(0, 0, { usedBytes: 5 })
  const day = diskDays.open(first, disk)
  day.take(first)
  for (let n = 0; n < 864_000; n += 1) day.take({ ...first, data: { ...first.data, usedBytes: n } })
  const { samples, usedBytes } = day.end()
  t.equal(samples, 864_001)
  t.strictSame(usedBytes, { min: 0, max: 863_999, last: 863_999 })
})
