import fc from 'fast-check'
import { deepStrictEqual as deepEqual } from 'node:assert/strict'
import t from 'tap'
import type { AlarmRow } from '../../../../plugins/notify/rows.ts'
import { alarmIdOf } from '../../../../plugins/notify/streams.ts'
import { previewRoute } from '../../../../plugins/notify/telling/preview-route.ts'
import { createMemoryHost } from '../memory-host.ts'
import { createWorld, type World } from '../world.ts'

const secret = 'a-secret-of-these-tests'
const section = {
  consoleUrl: 'https://decklog.example',
  channels: {
    pagerduty: [{ name: 'pager', url: 'http://127.0.0.1:1/pager', secret }],
    opsgenie: [{ name: 'genie', url: 'http://127.0.0.1:1', secret }],
  },
}

interface Call {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve'
  readonly dedup_key: string
  readonly payload?: { readonly summary: string; readonly severity: string }
  readonly links?: readonly { readonly href: string }[]
}

const worldOfPagers = (): World => createWorld(createMemoryHost(section))

/** What the pager was called with, from the call of this number on. */
function callsOf({ host }: World, from = 0): readonly Call[] {
  const calls = host.sent.filter(({ to }) => to === 'pager')
  return calls.slice(from).map(({ body }) => body as unknown as Call)
}

/** What is open at the pager by what it was called with, as its rules say, and whether it is looked after there. */
function openAt(world: World): ReadonlyMap<string, 'triggered' | 'acknowledged'> {
  const open = new Map<string, 'triggered' | 'acknowledged'>()
  for (const { event_action, dedup_key } of callsOf(world))
    if (event_action === 'trigger')
      open.set(dedup_key, open.get(dedup_key) === 'acknowledged' ? 'acknowledged' : 'triggered')
    else if (event_action === 'resolve') open.delete(dedup_key)
    else if (open.has(dedup_key)) open.set(dedup_key, 'acknowledged')
  return open
}

async function storm(world: World, count: number, from = 0): Promise<string> {
  for (let agent = from; agent < from + count; agent += 1)
    await world.say(`a${agent}`, 'critical', `board ${agent % 25}`)
  await world.pass(60)
  return callsOf(world).at(-1)?.dedup_key ?? ''
}

t.test('500 agents that are lost at once are one incident, which names the first', async t => {
  const world = worldOfPagers()
  await storm(world, 500)
  const calls = callsOf(world)
  t.equal(calls.length, 1)
  t.match(calls[0], {
    ...{ event_action: 'trigger', dedup_key: /^[0-9a-f-]{36}$/ },
    payload: { summary: /^Critical: 500 alarms: a0, .* and 490 more$/, severity: 'critical' },
  })
  t.equal(calls[0]?.links?.length, 11, 'and leads to each of those, and to the list')
  const genie = world.host.sent.filter(({ to }) => to === 'v2/alerts')
  t.match(
    genie.map(({ body }) => body),
    [{ message: /^Critical: 500 alarms/, priority: 'P1', tags: ['decklog', 'storm'] }],
  )
})

t.test('a few have an incident each, under the alarm’s id', async t => {
  const world = worldOfPagers()
  await storm(world, 20)
  t.equal(callsOf(world).length, 20)
  t.ok(openAt(world).has(alarmIdOf('disk a19')))
})

t.test('a storm goes on until the last of it is over, and is resolved once', async t => {
  const world = worldOfPagers()
  await storm(world, 30)
  for (let agent = 0; agent < 29; agent += 1) await world.say(`a${agent}`, 'cleared')
  await world.pass(2_000)
  t.equal(callsOf(world).length, 1, 'what is over of it is nothing to tell')
  t.equal(openAt(world).size, 1)
  await world.say('a29', 'cleared')
  await world.pass(2_000)
  t.equal(openAt(world).size, 0)
  t.equal(callsOf(world).length, 2)
})

t.test('it is acknowledged when all of it that stands is looked after', async t => {
  const world = worldOfPagers()
  const key = await storm(world, 30)
  await world.say('a0', 'cleared')
  for (let agent = 1; agent < 29; agent += 1) await world.acknowledge(`a${agent}`, ['pager'])
  await world.pass(60)
  t.equal(openAt(world).get(key), 'triggered')
  await world.acknowledge('a29', ['pager'])
  await world.pass(60)
  t.equal(openAt(world).get(key), 'acknowledged')
})

t.test('what is told again of a storm is told under its key, and wakes nobody twice', async t => {
  const world = worldOfPagers()
  const key = await storm(world, 30)
  for (let agent = 0; agent < 29; agent += 1) await world.say(`a${agent}`, 'cleared')
  await world.pass(6 * 3_600)
  const again = callsOf(world, 1)
  t.ok(again.length > 0)
  t.ok(again.every(({ dedup_key }) => dedup_key === key))
})

t.test('a preview of an alarm in a storm is under the key of that', async t => {
  const world = worldOfPagers()
  const key = await storm(world, 30)
  const previewOf = async (name: string): Promise<string> => {
    const call = { params: { id: alarmIdOf(`disk ${name}`) }, query: { channel: 'pager' } }
    const { handle } = previewRoute(world.host.host)
    return JSON.stringify((await handle({ ...call, caller: { boards: null } } as never)).body)
  }
  t.match(await previewOf('a0'), key)
  await world.say('a0', 'cleared')
  await world.pass(1_200)
  t.match(await previewOf('a0'), alarmIdOf('disk a0'))
})

t.test('what is worse than its storm has an incident of its own, and both end with it', async t => {
  const world = worldOfPagers()
  for (let agent = 0; agent < 30; agent += 1) await world.say(`a${agent}`, 'warning')
  await world.pass(60)
  t.equal(openAt(world).size, 1)
  await world.say('a7', 'critical')
  await world.pass(60)
  t.ok(openAt(world).has(alarmIdOf('disk a7')))
  for (let agent = 0; agent < 30; agent += 1) await world.say(`a${agent}`, 'cleared')
  await world.pass(2_000)
  t.equal(openAt(world).size, 0)
})

t.test('what comes back after it was over is no part of its storm any more', async t => {
  const world = worldOfPagers()
  const key = await storm(world, 30)
  await world.say('a3', 'cleared')
  await world.pass(2_000)
  await world.say('a3', 'critical')
  await world.pass(2_000)
  t.ok(openAt(world).has(alarmIdOf('disk a3')))
  for (let agent = 0; agent < 30; agent += 1)
    if (agent !== 3) await world.say(`a${agent}`, 'cleared')
  await world.pass(2_000)
  t.notOk(openAt(world).has(key))
  t.strictSame([...openAt(world).keys()], [alarmIdOf('disk a3')])
})

t.test('who is killed, or hears no answer, opens no second incident', async t => {
  const world = worldOfPagers()
  world.host.dieAfterNextSend()
  const key = await storm(world, 30)
  await world.pass(60)
  t.strictSame([...new Set(callsOf(world).map(({ dedup_key }) => dedup_key))], [key])

  const mute = worldOfPagers()
  mute.host.behave('pager', 'is mute')
  const first = await storm(mute, 30)
  await storm(mute, 5, 30)
  mute.host.behave('pager', 'takes')
  await mute.pass(1_200)
  const keys = new Set(callsOf(mute).map(({ dedup_key }) => dedup_key))
  t.equal(keys.size, 6, 'what joins while it is tried again changes nothing of it')
  t.ok(keys.has(first))
  for (let agent = 0; agent < 35; agent += 1) await mute.say(`a${agent}`, 'cleared')
  await mute.pass(2_000)
  t.equal(openAt(mute).size, 0)
})

t.test('a storm of which nobody knows whether it arrived is kept, though it is muted', async t => {
  const world = worldOfPagers()
  for (let agent = 0; agent < 30; agent += 1) await world.say(`a${agent}`, 'critical')
  world.host.dieAfterNextSend()
  for (let tries = 0; callsOf(world).length === 0 && tries < 20; tries += 1) await world.pass(5)
  const key = callsOf(world)[0]?.dedup_key ?? ''
  const mute = await world.mute(20)
  await world.pass(600)
  t.equal(callsOf(world).length, 1)
  await world.lift(mute)
  await world.pass(60)
  t.strictSame([...openAt(world).keys()], [key])
  for (let agent = 0; agent < 30; agent += 1) await world.say(`a${agent}`, 'cleared')
  await world.pass(2_000)
  t.equal(openAt(world).size, 0)
})

t.test('many that a window kept back are one incident when it closes', async t => {
  const world = worldOfPagers()
  await world.window(10)
  await storm(world, 40)
  t.equal(callsOf(world).length, 0)
  await world.pass(900)
  t.equal(openAt(world).size, 1)
  t.match(callsOf(world)[0]?.payload?.summary, /^While the maintenance window .* 40 alarms/)
})

t.test('what was told one by one stays so when all of it is told again at once', async t => {
  const world = worldOfPagers()
  await storm(world, 12)
  await storm(world, 12, 12)
  t.equal(openAt(world).size, 24)
  await world.pass(3.9 * 3_600)
  await world.mute(20)
  const known = callsOf(world).length
  await world.pass(1_800)
  t.equal(callsOf(world).length, known + 24)
  t.equal(openAt(world).size, 24)
})

const group = fc.record({
  is: fc.constant('says' as const),
  from: fc.integer({ min: 0, max: 30 }),
  count: fc.constantFrom(1, 5, 22, 30),
  says: fc.constantFrom('warning' as const, 'critical' as const, 'cleared' as const),
})
const happening = fc.oneof(
  { weight: 6, arbitrary: group },
  fc.record({
    is: fc.constant('cares' as const),
    from: fc.integer({ min: 0, max: 30 }),
    count: fc.constantFrom(1, 30),
  }),
  fc.record({ is: fc.constantFrom('mute' as const, 'window' as const), minutes: fc.nat(40) }),
  fc.record({ is: fc.constantFrom('down' as const, 'deaf' as const, 'up' as const) }),
  fc.record({ is: fc.constant('dies' as const) }),
)
const story = fc.array(fc.tuple(fc.integer({ min: 5, max: 1_200 }), happening), { maxLength: 14 })
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never

async function happen(world: World, what: Happening): Promise<void> {
  if ('minutes' in what) await world[what.is](what.minutes + 1)
  else if ('count' in what)
    for (let of = what.from; of < Math.min(what.from + what.count, 40); of += 1)
      if (what.is === 'says') await world.say(`a${of}`, what.says, `board ${of % 3}`)
      else await world.acknowledge(`a${of}`, ['pager', 'genie'])
  else if (what.is === 'dies') world.host.dieAfterNextSend()
  else
    for (const one of ['pager', 'v2/alerts'])
      world.host.behave(
        one,
        what.is === 'down' ? 'is down' : what.is === 'deaf' ? 'is mute' : 'takes',
      )
}

/** The keys under which the pager has been told of an alarm, by what was recorded. */
function keysOf({ host }: World, alarmId: string): readonly string[] {
  const ofAlarm = new Set(
    host.events.flatMap(({ id, data }) =>
      'cause' in data && data.alarmId === alarmId ? [id] : [],
    ),
  )
  const storms = host.events.flatMap(({ data }) =>
    'stormId' in data && data.noticeIds.some(id => ofAlarm.has(id)) ? [data.stormId ?? ''] : [],
  )
  return [alarmId, ...storms]
}

/** What stands, and nobody looks after, although the pager has nothing open of it. */
function untold(world: World): readonly string[] {
  const open = openAt(world)
  return [...world.host.rowsOf('alarms').values()].flatMap(row => {
    const { alarm_id: id, state, acknowledged_at: at } = row as AlarmRow
    const isAwaited = state === 'raised' && at === null
    return isAwaited && !keysOf(world, id).some(key => open.has(key)) ? [id] : []
  })
}

t.test('whatever happens, a pager keeps what stands, and nothing when all is over', async t => {
  const runs = process.env['DECKLOG_TEST_LONG'] === undefined ? 5 : 100
  const property = fc.assert(
    fc.asyncProperty(story, async steps => {
      const world = worldOfPagers()
      for (const [seconds, what] of steps) {
        await happen(world, what)
        await world.pass(seconds)
      }
      for (const one of ['pager', 'v2/alerts']) world.host.behave(one, 'takes')
      await world.pass(6_400)
      deepEqual(untold(world), [])
      for (let of = 0; of < 40; of += 1) await world.say(`a${of}`, 'cleared')
      await world.pass(6_400)
      deepEqual([...openAt(world).keys()], [])
    }),
    { numRuns: runs, seed: 24 },
  )
  await t.resolves(property)
})
