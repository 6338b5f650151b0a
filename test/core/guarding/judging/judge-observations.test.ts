import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { DomainEvent, Recorded } from '../../../../core/event.ts'
import { createJudging, type Judged } from '../../../../core/guarding/judging/judge-observations.ts'
import { neverJudged } from '../../../../core/guarding/judging/level-decider.ts'
import type { Level, Severity } from '../../../../core/guarding/levels.ts'
import { createStoryHost, type StoryHost } from '../story-host.ts'
import { moment } from './story.ts'

interface Named {
  readonly subject: string
}
type Read = DomainEvent<'story.Sampled', Named & { readonly level: Level; readonly every: number }>
type Failed = DomainEvent<'story.ReadFailed', Named & { readonly every: number }>
type Changed = DomainEvent<
  'story.LevelChanged',
  Named & {
    readonly from: Severity
    readonly to: Severity
    readonly held: Level
    readonly at: string
  }
>
type Forgotten = DomainEvent<'story.Forgotten', Named>
type Other = DomainEvent<'story.Noted', object>
type StoryEvent = Read | Failed | Changed | Forgotten | Other

const waited = {
  enterAfterSeconds: { warning: 120, critical: 60, emergency: 0 },
  leaveAfterSeconds: 300,
}

const judged: Judged<string, Level, StoryEvent> = {
  see({ type, data, revision, id: eventId, receivedAt }) {
    const place = { revision, eventId, receivedAt }
    if (type === 'story.ReadFailed')
      return {
        ...{ ...place, intervalSeconds: data.every },
        found: { kind: 'failure', message: 'It did not answer.' },
      }
    if (type !== 'story.Sampled') return null
    const { level, every: intervalSeconds } = data
    const track = { measure: '', observed: level, retained: level, ...waited }
    return { ...place, intervalSeconds, found: { kind: 'sample', sample: level, tracks: [track] } }
  },
  subjectOf: ({ type, data }) => (type === 'story.Noted' ? null : data.subject),
  levelStream: subject => `level-${subject}`,
  standingAfter({ type, data, receivedAt }) {
    if (type === 'story.Forgotten') return { ...neverJudged, observedAt: receivedAt }
    if (type !== 'story.LevelChanged') return null
    return { severity: data.to, held: data.held, observedAt: new Date(data.at) }
  },
  change: (subject, { from, severity: to, held, dwell }) => ({
    type: 'story.LevelChanged',
    data: { subject, from, to, held, at: dwell.observedAt.toISOString() },
  }),
}

type Ground = StoryHost<StoryEvent>
type Sight = Level | 'failed'

function observe(
  ground: Ground,
  seconds: number,
  sight: Sight,
  { subject = 'a', every = 60 } = {},
): Recorded<StoryEvent> {
  const event: StoryEvent =
    sight === 'failed'
      ? { type: 'story.ReadFailed', data: { subject, every } }
      : { type: 'story.Sampled', data: { subject, level: sight, every } }
  return ground.append(`sample-${subject}`, event, moment(seconds))
}

function turnsOf(ground: Ground, subject = 'a'): readonly string[] {
  return ground
    .of(`level-${subject}`)
    .map(({ type, data }) => (type === 'story.LevelChanged' ? `${data.from}>${data.to}` : type))
}

t.test('a subject that stays as it is costs no command and no reading', async t => {
  const ground = createStoryHost<StoryEvent>()
  const react = createJudging(ground.host, judged)
  for (let minute = 0; minute < 100; minute += 1) await react(observe(ground, minute * 60, 'ok'))
  t.strictSame(turnsOf(ground), ['unknown>ok'])
  t.equal(ground.executed.length, 1)
  t.equal(ground.reads.get('sample-a'), 1, 'its first observation')
  t.equal(ground.reads.get('level-a'), undefined)
})

t.test('an observation that comes again changes nothing', async t => {
  const ground = createStoryHost<StoryEvent>()
  const react = createJudging(ground.host, judged)
  for (const event of [observe(ground, 0, 'ok'), observe(ground, 60, 'emergency')]) {
    await react(event)
    await react(event)
  }
  t.strictSame(turnsOf(ground), ['unknown>ok', 'ok>emergency'])
})

t.test('a command that failed is executed again', async t => {
  const ground = createStoryHost<StoryEvent>()
  const react = createJudging(ground.host, judged)
  const event = observe(ground, 0, 'emergency')
  ground.failNext(new Error('the ledger is away'))
  await t.rejects(react(event))
  await react(event)
  t.strictSame(turnsOf(ground), ['unknown>emergency'])
})

t.test('who was forgotten elsewhere is judged anew', async t => {
  const ground = createStoryHost<StoryEvent>()
  const react = createJudging(ground.host, judged)
  await react(observe(ground, 0, 'emergency'))
  const forgotten = { type: 'story.Forgotten', data: { subject: 'a' } } as const
  await react(ground.append('level-a', forgotten, moment(30)))
  await react(observe(ground, 60, 'emergency'))
  t.strictSame(turnsOf(ground), ['unknown>emergency', 'story.Forgotten', 'unknown>emergency'])
})

t.test('an event that moves nobody is passed over', async t => {
  const ground = createStoryHost<StoryEvent>()
  await createJudging(ground.host, judged)(observe(ground, 0, 'emergency'))
  const noted = ground.append('level-a', { type: 'story.Noted', data: {} }, moment(30))
  const react = createJudging(ground.host, judged)
  await react(noted)
  await react(observe(ground, 60, 'emergency'))
  t.strictSame(turnsOf(ground), ['unknown>emergency', 'story.Noted'])
})

t.test('another who led meanwhile is believed', async t => {
  const ground = createStoryHost<StoryEvent>()
  const [one, other] = [createJudging(ground.host, judged), createJudging(ground.host, judged)]
  await one(observe(ground, 0, 'ok'))
  await other(observe(ground, 60, 'emergency'))
  await other(observe(ground, 120, 'emergency'))
  await one(observe(ground, 180, 'emergency'))
  t.strictSame(turnsOf(ground), ['unknown>ok', 'ok>emergency'])
})

for (const every of [60, 3_600, 86_400]) {
  t.test(`read every ${every} s, what fails twice is unknown, whoever leads`, async t => {
    const ground = createStoryHost<StoryEvent>()
    const sights: readonly Sight[] = ['emergency', 'failed', 'failed']
    for (const [index, sight] of sights.entries())
      await createJudging(ground.host, judged)(observe(ground, index * every, sight, { every }))
    t.strictSame(turnsOf(ground), ['unknown>emergency', 'emergency>unknown'])
  })
}

t.test('what was waited for before a failed reading is still, whoever leads', async t => {
  const ground = createStoryHost<StoryEvent>()
  const sights: readonly Sight[] = ['ok', 'warning', 'failed', 'warning']
  for (const [index, sight] of sights.entries())
    await createJudging(
      ground.host,
      judged,
    )(observe(ground, index * 3_600, sight, { every: 3_600 }))
  t.strictSame(turnsOf(ground), ['unknown>ok', 'ok>warning'])
})

for (const { name, every, last, reads } of [
  { name: 'ten minutes', every: 60, last: ['ok'], reads: 12 },
  {
    name: 'as long as anything is waited for, and two intervals',
    every: 3_600,
    last: ['ok'],
    reads: 4,
  },
  {
    name: 'of failed readings as far as the sample before them, and as long again',
    ...{ every: 3_600, last: ['ok', 'failed', 'failed'], reads: 6 },
  },
  { name: 'of nothing but failures three intervals', every: 3_600, last: [], reads: 5 },
] satisfies readonly { name: string; every: number; last: readonly Sight[]; reads: number }[]) {
  t.test(`who begins to lead looks back ${name}`, async t => {
    const ground = createStoryHost<StoryEvent>()
    const before = Array.from({ length: 50 }, (): Sight => (last.length > 0 ? 'ok' : 'failed'))
    const events = [...before, ...last].map((sight, index) =>
      observe(ground, index * every, sight, { every }),
    )
    await createJudging(ground.host, judged)(events.at(-1)!)
    t.equal(ground.reads.get('sample-a'), reads, 'with the one that is too old')
  })
}

t.test('subjects that are observed no more are kept no longer than an hour', async t => {
  const ground = createStoryHost<StoryEvent>()
  const react = createJudging(ground.host, judged)
  await react(observe(ground, 0, 'ok', { subject: 'old' }))
  await react(observe(ground, 3_000, 'ok', { subject: 'young' }))
  await react(observe(ground, 3_700, 'ok', { subject: 'new' }))
  await react(observe(ground, 3_760, 'ok', { subject: 'old' }))
  await react(observe(ground, 3_760, 'ok', { subject: 'young' }))
  t.equal(ground.reads.get('sample-young'), 1)
  t.equal(ground.reads.get('sample-old'), 3, 'read anew, to the first that is too old')
})

const sights = fc.array(
  fc.record({
    pause: fc.integer({ min: 1, max: 200 }),
    sight: fc.constantFrom<Sight>('ok', 'ok', 'warning', 'critical', 'emergency', 'failed'),
    then: fc.constantFrom('goes on', 'goes on', 'goes on', 'restarts', 'repeats', 'forgets'),
  }),
  { maxLength: 60 },
)

t.test('restarts and repetitions end in the same changes as none', async t => {
  const property = fc.asyncProperty(sights, async steps => {
    const [steady, shaken] = [createStoryHost<StoryEvent>(), createStoryHost<StoryEvent>()]
    const always = createJudging(steady.host, judged)
    let now = createJudging(shaken.host, judged)
    let seconds = 0
    for (const { pause, sight, then } of steps) {
      seconds += pause
      await always(observe(steady, seconds, sight))
      const event = observe(shaken, seconds, sight)
      if (then === 'restarts') now = createJudging(shaken.host, judged)
      await now(event)
      if (then === 'repeats') await now(event)
      if (then !== 'forgets') continue
      const forgotten = { type: 'story.Forgotten', data: { subject: 'a' } } as const
      await always(steady.append('level-a', forgotten, moment(seconds)))
      await now(shaken.append('level-a', forgotten, moment(seconds)))
    }
    return isDeepStrictEqual(turnsOf(shaken), turnsOf(steady))
  })
  await t.resolves(fc.assert(property, { numRuns: 100 }))
})
