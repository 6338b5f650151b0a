import t from 'tap'
import { emptyList } from '../../../support/empty-list.ts'
import { createWorld, runOf } from './world.ts'

const run = '0199a3c0-0000-7000-8000-0000000000f1'
const found = 'rollout.DriftFound'
const cleared = 'rollout.DriftCleared'
const looked = 'rollout.TargetLooked'
const watched = 'rollout.TargetWatched'

t.test(
  'what is changed by hand is drift, since its first look, until it is right again',
  async t => {
    const world = createWorld()
    await world.approve('1')
    t.match(await world.look(), { looked: { seen: { outcome: 'as_approved' } } })
    const rightAt = world.clock.now()
    world.service.runs = ['2']
    await world.clock.advance(300_000)
    const foundAt = world.clock.now()
    await world.look()
    await world.clock.advance(300_000)
    world.service.runs = ['3']
    await world.look()
    await world.look()
    t.strictSame(await world.types(), [watched, looked, found, looked, found, looked])
    t.match(await world.row(), {
      drifted_since: foundAt,
      right_at: rightAt,
      drift_text: /running_images: app is another image/,
      approved: { releaseId: '1'.repeat(64), runId: null, standing: 'approved' },
      running: [{ image: 'ghcr.io/acme/app:v3', digest: /^sha256:3/ }],
    })
    t.match(await world.ask(), {
      decision: 'deny',
      reasons: [{ code: 'target_drifted' }],
    })
    world.service.runs = ['1']
    await world.look()
    t.match((await world.recorded()).at(-2), {
      type: cleared,
      data: { how: 'as_approved', sinceAtLatest: foundAt.toISOString() },
    })
    t.match(await world.row(), { drifted_since: null, drift_text: null, outcome: 'as_approved' })
    t.match(await world.ask(), { decision: 'allow', reasons: emptyList })
  },
)

t.test('that somebody saw it right by hand is known to whoever looks the next time', async t => {
  const world = createWorld()
  await world.approve('1')
  await world.look()
  await world.clock.advance(60_000)
  const rightAt = world.clock.now()
  await world.look({ ...world.another(), records: 'every look' })
  world.service.runs = ['2']
  await world.clock.advance(60_000)
  await world.look(world.another())
  t.match(await world.row(), { drifted_since: Date, right_at: rightAt })
  t.match(
    (await world.recorded()).find(({ type }) => type === found),
    {
      data: { rightAt: rightAt.toISOString() },
    },
  )
})

t.test('that nobody answers is another thing than drift, and ends none', async t => {
  const world = createWorld()
  await world.approve('1')
  world.service.runs = ['2']
  await world.look()
  world.service.answers = 'nothing'
  await world.look()
  await world.look()
  t.match(await world.row(), {
    drifted_since: Date,
    unreachable_since: Date,
    outcome: 'unreachable',
  })
  world.service.answers = 'well'
  await world.look()
  const types = await world.types()
  t.strictSame(
    types.filter(type => type !== looked),
    [watched, found, 'rollout.TargetUnreachable', 'rollout.TargetReached'],
  )
  t.match(await world.row(), { drifted_since: Date, unreachable_since: null, outcome: 'drifted' })
})

t.test('what answers and is not well is told as that, and one bad look is none', async t => {
  const url = 'http://app.example/healthz'
  const world = createWorld({}, { health: [{ url }] })
  await world.approve('1')
  await world.look()
  world.service.answers = 'ill'
  await world.look()
  t.match(await world.row(), { unreachable_reason: 'not_told', drifted_since: null })
  t.match(await world.ask(), {
    decision: 'warn',
    reasons: [{ code: 'target_unreachable' }],
  })
  const other = createWorld()
  await other.approve('1')
  const looking = other.another()
  other.service.answers = 'nothing'
  const coming = other.look(looking)
  await new Promise(setImmediate)
  other.service.answers = 'well'
  t.match(await coming, { outcome: 'unsettled' })
  t.strictSame(await other.types(), [])
})

t.test('behind a balancer one that drifted is seen, and one right answer ends nothing', async t => {
  const world = createWorld()
  await world.approve('1')
  world.service.next = ['2']
  await world.look()
  await world.look()
  t.match(await world.row(), { drifted_since: Date })
  await world.look()
  await world.look()
  t.equal((await world.types()).filter(type => type === cleared).length, 0)
  t.equal((await world.types()).filter(type => type === found).length, 1)
})

t.test('a run that rolls out makes no drift, for so long as it may take', async t => {
  const world = createWorld({ rolloutWithin: 1_000 })
  await world.approve('1')
  world.service.runs = ['2']
  world.runs.set(run, runOf('2', { stage: 'rollout' }))
  t.match(await world.look(), { looked: { seen: { outcome: 'underway' } } })
  t.match(await world.row(), { drifted_since: null, outcome: 'underway' })
  await world.clock.advance(1_000_000)
  await world.look()
  t.match(await world.row(), { drifted_since: Date }, 'left lying it is an excuse no longer')
})

t.test(
  'what a run has verified may run until it is given up, and is approved when it ends',
  async t => {
    const world = createWorld()
    await world.approve('1')
    world.service.runs = ['2']
    world.runs.set(run, runOf('2'))
    await world.approve('2', { runId: run })
    t.match(await world.look(), {
      looked: { seen: { approved: { standing: 'pending', runId: run } } },
    })
    world.service.runs = ['1']
    t.match(await world.look(), { looked: { seen: { approved: { standing: 'approved' } } } })
    world.runs.set(run, runOf('2', { status: 'completed', outcome: 'succeeded' }))
    await world.look()
    t.match(
      await world.row(),
      { drifted_since: Date, approved: { runId: run } },
      'now it is too old',
    )
    world.runs.set(run, runOf('2', { status: 'completed', outcome: 'cancelled' }))
    await world.look()
    t.match((await world.recorded()).at(-2), { type: cleared, data: { how: 'approved_since' } })
    world.runs.set(run, runOf('2', { owner_approval_status: 'rejected' }))
    world.service.runs = ['2']
    await world.look()
    t.match(await world.row(), { drifted_since: Date }, 'what was rejected may not run')
  },
)

t.test('where nothing was approved, what runs is told and nothing else', async t => {
  const world = createWorld()
  await world.look()
  t.match(await world.row(), { outcome: 'unknown', approved: null, running: [{ digest: /1$/ }] })
  t.match(await world.ask(), { reasons: [{ code: 'nothing_approved' }] })
  await world.approve('2', { speaksFor: 'board', boardId: run })
  await world.look()
  t.match(
    await world.row(),
    { outcome: 'unknown', drifted_since: null },
    'a board approves for none',
  )
  t.match(await world.ask({ target: 'other' }), {
    reasons: [{ code: 'target_not_watched' }],
  })
})

t.test('a look is recorded once an hour, also by a clock that was set back', async t => {
  const world = createWorld()
  await world.approve('1')
  const count = async (): Promise<number> => (await world.types()).length
  await world.look()
  const first = await count()
  await world.clock.advance(600_000)
  await world.look()
  t.equal(await count(), first)
  await world.clock.advance(3_600_000)
  await world.look()
  t.equal(await count(), first + 1)
  world.setBack(86_400_000)
  world.service.runs = ['2']
  await world.look()
  t.match(
    (await world.recorded()).find(({ type }) => type === found),
    { data: { target: 'app' } },
  )
  t.match(await world.row(), { drifted_since: Date })
  await world.clock.advance(3 * 86_400_000)
  t.match(await world.ask(), { reasons: [{ code: 'target_drifted' }] })
})

t.test('two processes that look at once record one drift, and a restart knows of it', async t => {
  const world = createWorld()
  await world.approve('1')
  world.service.runs = ['2']
  const [one, other] = [world.another(), world.another()]
  await Promise.all([world.look(one), world.look(other)])
  await world.look(world.another())
  t.equal((await world.types()).filter(type => type === found).length, 1)
  world.service.runs = ['1']
  await world.look(world.another())
  t.equal((await world.types()).filter(type => type === cleared).length, 1)
})

t.test('what nobody has looked at lately is not allowed for it', async t => {
  const world = createWorld()
  await world.approve('1')
  await world.look()
  t.match(await world.ask(), { decision: 'allow' })
  await world.clock.advance(3 * 3_600_000)
  t.match(await world.ask(), { reasons: [{ code: 'target_not_looked_at' }] })
})
