import t from 'tap'
import type { DomainEvent } from '../../../../core/event.ts'
import { createDaySweep, type DayOwner } from '../../../../core/guarding/days/close-days.ts'
import { dayOf } from '../../../../core/guarding/days/calendar.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createStoryHost, type StoryHost } from '../story-host.ts'

type Read = DomainEvent<'story.Sampled', object>
interface Day {
  readonly day: string
  readonly count: number
  readonly next: string
}
type Summarised = DomainEvent<'story.DaySummarised', Day>
type Expired = DomainEvent<'story.DetailExpired', { readonly day: string }>
type StoryEvent = Read | Summarised | Expired

function ownerOf(...subjects: string[]): DayOwner<string, Day, StoryEvent> {
  return {
    retentionSeconds: 10 * 86_400,
    subjects: async () => subjects,
    observationStream: subject => `sample-${subject}`,
    dayStream: subject => `day-${subject}`,
    isObservation: ({ type }) => type === 'story.Sampled',
    open: first => {
      let count = 0
      let next = 0n
      return {
        take(event) {
          count += 1
          next = event.revision + 1n
        },
        end: () => ({ day: dayOf(first.receivedAt), count, next: String(next) }),
      }
    },
    tell({ type, data }) {
      if (type === 'story.DetailExpired') return { kind: 'expired', day: data.day }
      if (type !== 'story.DaySummarised') return null
      return { kind: 'summarised', day: data.day, nextRevision: BigInt(data.next) }
    },
    summarised: data => ({ type: 'story.DaySummarised', data }),
    expired: (_, day) => ({ type: 'story.DetailExpired', data: { day } }),
  }
}

function observe(ground: StoryHost<StoryEvent>, subject: string, ...times: string[]): void {
  for (const time of times)
    ground.append(`sample-${subject}`, { type: 'story.Sampled', data: {} }, new Date(time))
}

const told = (ground: StoryHost<StoryEvent>, subject: string): readonly string[] =>
  ground
    .of(`day-${subject}`)
    .map(({ type, data }) => ('count' in data ? `${data.day}: ${data.count}` : `${type}`))

const signal = new AbortController().signal

t.test('the days of each subject are closed by themselves', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-01-03T06:00:00.000Z')
  observe(ground, 'a', '2026-01-01T12:00:00Z', '2026-01-01T13:00:00Z', '2026-01-02T12:00:00Z')
  observe(ground, 'b', '2026-01-01T23:59:00Z', '2026-01-03T00:00:00Z')
  await createDaySweep({ ...ground.host, clock }, ownerOf('a', 'b')).run(signal)
  t.strictSame(told(ground, 'a'), ['2026-01-01: 2'], 'the second may not be over')
  t.strictSame(told(ground, 'b'), ['2026-01-01: 1'])
})

t.test('a subject whose days are closed is not read again on the same day', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-01-03T06:00:00.000Z')
  observe(ground, 'a', '2026-01-02T12:00:00Z', '2026-01-03T00:10:00Z')
  const sweep = createDaySweep({ ...ground.host, clock }, ownerOf('a'))
  await sweep.run(signal)
  const reads = ground.reads.get('sample-a')
  await sweep.run(signal)
  t.equal(ground.reads.get('sample-a'), reads)
  observe(ground, 'a', '2026-01-04T00:10:00Z')
  await clock.advance(86_400_000)
  await sweep.run(signal)
  t.strictSame(told(ground, 'a'), ['2026-01-02: 1', '2026-01-03: 1'])
})

t.test('where nothing is over no command is executed', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-01-03T06:00:00.000Z')
  observe(ground, 'a', '2026-01-03T00:10:00Z')
  await createDaySweep({ ...ground.host, clock }, ownerOf('a')).run(signal)
  t.strictSame(ground.executed, [])
})

t.test('a subject whose days cannot be closed holds up no other, and is told of', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-01-03T06:00:00.000Z')
  for (const subject of ['a', 'b'])
    observe(ground, subject, '2026-01-02T12:00:00Z', '2026-01-03T00:10:00Z')
  const sweep = createDaySweep({ ...ground.host, clock }, ownerOf('a', 'b'))
  const broken = new Error('it cannot be decided')
  ground.failNext(broken)
  await t.rejects(sweep.run(signal), broken)
  t.strictSame([told(ground, 'a'), told(ground, 'b')], [[], ['2026-01-02: 1']])
  await sweep.run(signal)
  t.strictSame(told(ground, 'a'), ['2026-01-02: 1'], 'and is closed when it can be')
})

t.test('where nothing answers not every subject is tried', async t => {
  const clock = createFakeClock('2026-01-03T06:00:00.000Z')
  let tried = 0
  const read = (): never => {
    tried += 1
    throw new Error('the ledger is away')
  }
  const execute = createStoryHost<StoryEvent>().host.execute
  const subjects = Array.from({ length: 1_000 }, (_, n) => `${n}`)
  const sweep = createDaySweep({ read, execute, isHeld: () => false, clock }, ownerOf(...subjects))
  await t.rejects(sweep.run(signal))
  t.equal(tried, 10)
})

t.test('who is told to stop begins no other subject', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-01-03T06:00:00.000Z')
  observe(ground, 'a', '2026-01-02T12:00:00Z', '2026-01-03T00:10:00Z')
  await createDaySweep({ ...ground.host, clock }, ownerOf('a')).run(AbortSignal.abort())
  t.strictSame(told(ground, 'a'), [])
})

t.test('days are closed in a copy of a ledger too, where revisions are others', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-01-04T06:00:00.000Z')
  const summarised = { day: '2026-01-01', count: 2_880, next: '2880' }
  ground.append('day-a', { type: 'story.DaySummarised', data: summarised }, new Date('2026-01-02'))
  observe(ground, 'a', '2026-01-01T23:59:00Z', '2026-01-02T12:00:00Z', '2026-01-03T12:00:00Z')
  const sweep = createDaySweep({ ...ground.host, clock }, ownerOf('a'))
  await sweep.run(signal)
  t.strictSame(told(ground, 'a'), ['2026-01-01: 2880', '2026-01-02: 1'])
  const short = createStoryHost<StoryEvent>()
  short.append(
    'day-a',
    { type: 'story.DaySummarised', data: { ...summarised, next: '2' } },
    new Date('2026-01-02'),
  )
  observe(short, 'a', '2026-01-01T23:59:00Z', '2026-01-02T12:00:00Z', '2026-01-02T13:00:00Z')
  observe(short, 'a', '2026-01-03T12:00:00Z')
  await createDaySweep({ ...short.host, clock }, ownerOf('a')).run(signal)
  t.strictSame(told(short, 'a'), ['2026-01-01: 2880', '2026-01-02: 2'])
})

t.test('the detail of what is held stays', async t => {
  const ground = createStoryHost<StoryEvent>()
  const clock = createFakeClock('2026-03-01T06:00:00.000Z')
  ground.held.add('sample-a')
  for (const subject of ['a', 'b'])
    observe(ground, subject, '2026-01-01T12:00:00Z', '2026-02-28T12:00:00Z', '2026-03-01T01:00:00Z')
  await createDaySweep({ ...ground.host, clock }, ownerOf('a', 'b')).run(signal)
  t.strictSame(told(ground, 'a'), ['2026-01-01: 1', '2026-02-28: 1'])
  t.strictSame(told(ground, 'b'), ['2026-01-01: 1', '2026-02-28: 1', 'story.DetailExpired'])
})
