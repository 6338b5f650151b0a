import fc from 'fast-check'
import { deepStrictEqual as deepEqual } from 'node:assert/strict'
import t from 'tap'
import type { AlarmSeverity } from '../../../core/alarm.ts'
import { createWorld, told, type World } from './world.ts'

const hourMs = 3_600_000

t.test('what a window kept back is told as one digest when it closes', async t => {
  const world = createWorld()
  await world.window(60)
  for (let disk = 0; disk < 30; disk += 1) await world.say(`d${disk}`, 'critical', `host ${disk}`)
  await world.pass(600)
  await world.say('d0', 'cleared', 'host 0')
  await world.pass(2_900)
  t.strictSame(world.host.sent, [], 'nobody is told while it is open')
  await world.pass(300)
  const [digest, ...more] = world.host.sent.filter(({ to }) => to === 'night')
  t.match(
    digest?.body.summary,
    /^While the maintenance window “patching” was open: 30 alarms \(29 raised, 1 cleared\)/,
  )
  t.strictSame(more, [])
  const types = world.host.events.map(({ type }) => type).filter(type => type.includes('Window'))
  t.strictSame(types, [
    'notify.WindowPlanned',
    'notify.WindowOpened',
    'notify.WindowClosed',
    'notify.WindowEnded',
  ])
  await world.pass(900)
  t.equal(told(world, 'boss').length, 1, 'whoever is next is waited for from then on')
})

for (const by of ['window', 'mute'] as const)
  t.test(
    `what is raised again just after a ${by} has ended stands once in what is told`,
    async t => {
      const world = createWorld()
      await world.say('d0', 'critical')
      await world.pass(60)
      t.equal(told(world, 'night').length, 1)
      await world[by](30)
      await world.pass(30)
      await world.say('d0', 'cleared')
      await world.pass(1_740)
      // No sweep has looked since it ended.
      await world.host.clock.advance(60_000)
      await world.say('d0', 'critical')
      await world.pass(120)
      const sent = world.host.sent.filter(({ to }) => to === 'night').slice(1)
      t.strictSame(
        sent.map(({ body }) => body.alarms.map(({ text }) => text)),
        [['d0 is critical.']],
      )
    },
  )

t.test('a digest that is not taken stays one', async t => {
  const world = createWorld()
  await world.window(10)
  for (let disk = 0; disk < 10; disk += 1) await world.say(`d${disk}`, 'critical', `host ${disk}`)
  await world.pass(300)
  world.host.behave('night', 'is down')
  await world.pass(600)
  world.host.behave('night', 'takes')
  await world.pass(300)
  t.match(told(world, 'night'), [/^While the maintenance window “patching” was open: 10 alarms/])
})

t.test('a process that is killed before it can record repeats once, and says so', async t => {
  const world = createWorld()
  await world.say('d0', 'critical')
  world.host.dieAfterNextSend()
  await world.pass(5)
  await world.pass(5)
  await world.say('d1', 'critical')
  await world.pass(120)
  for (const to of ['day', 'night']) {
    const sent = world.host.sent.filter(one => one.to === to)
    const of = sent.filter(({ body }) => body.alarms.some(({ text }) => text.startsWith('d0')))
    t.strictSame(
      of.map(({ repeat }) => repeat),
      to === 'day' ? [false, true] : [false],
    )
    t.equal(sent.length - of.length, 1, 'what came meanwhile is a message of its own')
  }
})

t.test(
  'a flapping alarm is told twice an hour at most, and says how often it came back',
  async t => {
    const world = createWorld()
    for (let minute = 0; minute < 180; minute += 2) {
      await world.say('d0', minute % 4 === 0 ? 'critical' : 'cleared')
      await world.pass(120)
    }
    const sent = world.host.sent.filter(({ to }) => to === 'night')
    const atMs = sent.map(({ at }) => at.getTime())
    for (const from of atMs)
      t.ok(atMs.filter(one => one >= from && one < from + hourMs).length <= 2, `${from}`)
    t.match(sent[2]?.body.summary, /It has come back 1\d times since this was last told\.$/)
  },
)

t.test('500 agents that are lost with their host are one message', async t => {
  const world = createWorld()
  for (let agent = 0; agent < 500; agent += 1)
    await world.say(`a${agent}`, 'critical', `board ${agent % 25}`)
  await world.pass(300)
  const sent = world.host.sent.filter(({ to }) => to === 'night')
  t.strictSame(
    sent.map(({ body }) => body.alarms.length),
    [500],
  )
})

const disks = ['d0', 'd1', 'd2']
const disk = fc.constantFrom(...disks)
const happening = fc.oneof(
  // Mostly alarms change; what silences and what fails comes between.
  {
    weight: 8,
    arbitrary: fc.record({
      is: fc.constant('says' as const),
      disk,
      says: fc.constantFrom('warning', 'critical', 'critical', 'cleared'),
    }),
  },
  fc.record({ is: fc.constant('acknowledges' as const), disk }),
  fc.record({
    is: fc.constantFrom('mute' as const, 'window' as const),
    minutes: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    is: fc.constantFrom('down' as const, 'up' as const),
    who: fc.constantFrom('day', 'night', 'boss'),
  }),
  fc.record({ is: fc.constant('dies' as const) }),
)
const story = fc.array(fc.tuple(fc.integer({ min: 5, max: 900 }), happening), { maxLength: 25 })
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never

async function happen(world: World, what: Happening): Promise<void> {
  if (what.is === 'says') await world.say(what.disk, what.says as AlarmSeverity)
  else if (what.is === 'acknowledges') await world.acknowledge(what.disk)
  else if ('minutes' in what) await world[what.is](what.minutes)
  else if (what.is === 'dies') world.host.dieAfterNextSend()
  else if ('who' in what) world.host.behave(what.who, what.is === 'down' ? 'is down' : 'takes')
}

interface Stands {
  readonly alarm_id: string
  readonly state: string
  readonly severity: string
  readonly critical_since: Date | null
  readonly heard_at: Date | null
  readonly acknowledged_at: Date | null
  readonly subject: string
}

/** The step of the route, and what it takes until the sweeps have been there. */
const [atOnceMs, laterMs] = [90_000, 600_000 + 90_000]

const standing = ({ host }: World): readonly Stands[] =>
  ([...host.rowsOf('alarms').values()] as Stands[]).filter(
    ({ state, severity }) => state === 'raised' && severity === 'critical',
  )

/** Whoever has to know of what is critical, and does not: has not been told since it is, nor within the hour in which it flaps. */
function pastDeadline(world: World): readonly string[] {
  const nowMs = world.host.clock.now().getTime()
  return standing(world).flatMap(row => {
    const { alarm_id, critical_since: since, acknowledged_at, subject } = row
    if (!since) return []
    const sinceMs = Math.max(since.getTime(), row.heard_at?.getTime() ?? 0)
    const due = [
      ...(nowMs - since.getTime() > atOnceMs ? ['day', 'night'] : []),
      ...(nowMs - sinceMs > laterMs && !acknowledged_at ? ['boss'] : []),
    ]
    const knows = (to: string): boolean =>
      world.host.sent.some(
        ({ to: receiver, at, body }) =>
          receiver === to &&
          at.getTime() > since.getTime() - hourMs &&
          body.alarms.some(one => one.id === alarm_id && one.severity === 'critical'),
      )
    return due.filter(to => !knows(to)).map(to => `${subject} to ${to}`)
  })
}

/** Whoever was told last that an alarm is over, or less bad than it is. */
function believedOver(world: World): readonly string[] {
  return standing(world).flatMap(row =>
    ['day', 'night'].filter(to => {
      const ofIt = world.host.sent
        .filter(one => one.to === to)
        .flatMap(({ body }) => body.alarms)
        .filter(({ id }) => id === row.alarm_id)
      return ofIt.at(-1)?.severity !== 'critical'
    }),
  )
}

/** Nothing is told twice without a reason: of one event a receiver hears again only what may be a repeat. */
function doubled({ host }: World): readonly string[] {
  const seen = new Set<string>()
  return host.sent.flatMap(({ to, repeat, body }) =>
    body.alarms.flatMap(({ event_id }) => {
      const key = `${to} ${event_id}`
      const isAgain = seen.has(key) && !repeat
      seen.add(key)
      return isAgain ? [key] : []
    }),
  )
}

/** The settings' `dedupeWithin`, but for the time until sweeps have been there. */
const dedupeMs = 900_000 - 90_000

/** Nor in other words: what a receiver believes already is told it again after a while only, or as what may be a repeat. */
function toldAgain({ host }: World): readonly string[] {
  // What was kept back is told when that ends, as it stands then; how it had settled may follow.
  const kept = new Set(
    host.events.flatMap(({ type, data }) =>
      type === 'notify.Withheld' ? data.noticeIds.map(id => `${data.webhook} ${id}`) : [],
    ),
  )
  const last = new Map<
    string,
    { readonly standing: string; readonly atMs: number; readonly isKept: boolean }
  >()
  return host.sent.flatMap(({ to, at, repeat, body }) =>
    body.alarms.flatMap(({ id, state, severity, reminder, event_id }) => {
      const [key, standing] = [`${to} ${id}`, `${state} ${severity}`]
      const before = last.get(key)
      const isKept = kept.has(`${to} ${event_id}`)
      last.set(key, { standing, atMs: at.getTime(), isKept })
      // What waited together is one message, and tells each event.
      const sinceMs = before ? at.getTime() - before.atMs : 0
      const isSoon = before && sinceMs > 0 && sinceMs < dedupeMs
      if (!isSoon || repeat || isKept || before.isKept) return []
      if (before.standing !== standing) return []
      return [`${key} ${standing} ${reminder ?? 'new'} ${at.toISOString()}`]
    }),
  )
}

/** So long after what silenced it, or after who was out of reach is back, a message is sent: the longest pause of a retry, and more. */
const recoveryMs = 17 * 60_000

t.test('whatever happens, nothing critical is past its deadline, or told twice', async t => {
  const runs = process.env['DECKLOG_TEST_LONG'] === undefined ? 6 : 60
  const property = fc.assert(
    fc.asyncProperty(story, async steps => {
      const world = createWorld()
      const { clock, behave } = world.host
      const down = new Set<string>()
      let hinderedUntilMs = 0
      for (const [seconds, what] of steps) {
        const nowMs = clock.now().getTime()
        await happen(world, what)
        if ('minutes' in what)
          hinderedUntilMs = Math.max(hinderedUntilMs, nowMs + what.minutes * 60_000)
        if ('who' in what) down[what.is === 'down' ? 'add' : 'delete'](what.who)
        await world.pass(seconds)
        if ('who' in what || down.size > 0) hinderedUntilMs = Math.max(hinderedUntilMs, nowMs)
        if (down.size > 0) continue
        if (clock.now().getTime() > hinderedUntilMs + recoveryMs) deepEqual(pastDeadline(world), [])
      }
      for (const who of ['day', 'night', 'boss']) behave(who, 'takes')
      // Mutes and windows are over, what failed is tried again, and what came and went has settled.
      await world.pass(6_400)
      deepEqual(pastDeadline(world), [])
      deepEqual(believedOver(world), [])
      deepEqual(doubled(world), [])
      deepEqual(toldAgain(world), [])
    }),
    { numRuns: runs, seed: 42 },
  )
  await t.resolves(property)
})
