import type { Subscription } from 'rxjs'
import t, { type Test } from 'tap'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import type { Host } from '../../../../core/host.ts'
import { continuityConfig, type ContinuityConfig } from '../../../../plugins/continuity/config.ts'
import { continuityEvents } from '../../../../plugins/continuity/events.ts'
import type { ContinuityEvent } from '../../../../plugins/continuity/events.ts'
import { observeSubjects } from '../../../../plugins/continuity/probing/observe-subjects.ts'
import type { Subject } from '../../../../plugins/continuity/probing/subject.ts'
import type { RuntimeKind, Target } from '../../../../plugins/continuity/target.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { until } from '../../../support/until.ts'
import { startHttpRuntime, startTcpRuntime } from './runtimes.ts'

const boardId = '00000000-0000-4000-8000-000000000001'
const agentId = '00000000-0000-4000-8000-000000000002'

const targetOf = (kind: RuntimeKind, url: string, more: Partial<Target> = {}): Target => ({
  ...{ kind, url, everySeconds: 30, timeoutSeconds: 5, expectStatus: null, expectBody: null },
  ...more,
})
const runtime = (target: Target, id = boardId): Subject => ({
  ...{ of: 'runtime', boardId: id, target, last: null },
})

interface Probing {
  /** Readings so far, newest last. */
  readonly seen: { readonly type: string; readonly data: { readonly outcome: string } }[]
  /** Lets a whole interval pass and answers what the one subject showed. */
  next(): Promise<object>
  advance(ms: number): Promise<void>
}

function watch(
  t: Test,
  subjects: () => Promise<readonly Subject[]>,
  { allow = ['127.0.0.0/8'], probes = {} }: { allow?: readonly string[]; probes?: object } = {},
): Probing {
  const clock = createFakeClock()
  const refuse = (): never => t.fail('only calls and reads') as never
  const config = continuityConfig.validate({ probes }).value as ContinuityConfig
  const host: Host<ContinuityConfig, ContinuityEvent> = {
    ...{ config, clock, log: silentLog, machine: { name: 'web01', root: '/' } },
    outbound: createOutbound({ allow }),
    alarms: [],
    ...{ read: refuse, gate: refuse, observe: refuse, execute: refuse, rows: refuse, all: refuse },
    isHeld: () => false,
    silences: async () => [],
    healables: () => [],
    forgetMachine: refuse,
  }
  const source = { subjects, namedSessions: async () => new Set(['agent:a', 'agent:b']) }
  const seen: Probing['seen'] = []
  const subscription: Subscription = observeSubjects(host, source, () => 0.5).subscribe(
    ({ event }) => {
      const spec = continuityEvents[event.type as keyof typeof continuityEvents]
      t.notOk(spec.data.validate(event.data).error, 'it meets its schema')
      seen.push(event)
    },
  )
  t.teardown(() => subscription.unsubscribe())
  return {
    seen,
    advance: clock.advance,
    async next() {
      const before = seen.length
      await clock.advance(before === 0 ? 0 : 30_000)
      await until('it was probed', () => seen.length > before)
      return seen[before]!.data
    },
  }
}

t.test(
  'a runtime of each kind goes down after three bad readings and comes back after two',
  async t => {
    const runtimes = {
      sessions: await startHttpRuntime(t),
      http: await startHttpRuntime(t),
      tcp: await startTcpRuntime(t),
    }
    for (const [kind, real] of Object.entries(runtimes) as [RuntimeKind, typeof runtimes.tcp][]) {
      const { next } = watch(t, async () => [runtime(targetOf(kind, real.url))])
      t.match(await next(), { kind, outcome: 'good', standing: 'up', latencyMs: Number })
      await real.stop()
      const down = []
      for (let n = 0; n < 3; n += 1) down.push(await next())
      t.match(down, [
        { outcome: 'bad', failure: 'unreachable', standing: 'up', streak: 1 },
        { outcome: 'bad', standing: 'up', streak: 2 },
        { outcome: 'bad', standing: 'down', streak: 3, detail: 'It refused the connection.' },
      ])
      await real.start()
      t.match(await next(), { outcome: 'good', standing: 'down', streak: 1 })
      t.match(await next(), { outcome: 'good', standing: 'up', streak: 2 })
    }
  },
)

t.test('tells a silent runtime from a slow one', async t => {
  const real = await startHttpRuntime(t)
  const { next } = watch(t, async () => [
    runtime(targetOf('sessions', real.url, { timeoutSeconds: 1 })),
  ])
  real.behave('slow')
  t.match(await next(), { outcome: 'good' })
  real.behave('silent')
  t.match(await next(), { outcome: 'bad', failure: 'timed_out' })
  real.behave('prompt')
  t.match(await next(), { outcome: 'good' })
})

t.test('keeps of the sessions those that agents name', async t => {
  const real = await startHttpRuntime(t)
  const { next } = watch(t, async () => [runtime(targetOf('sessions', real.url))])
  const activeAt = '2025-12-31T23:00:00.000Z'
  const list = [
    { key: ' agent:a ', updatedAt: Date.parse(activeAt) },
    { key: 'agent:b', updatedAt: '2026-01-02T00:00:00.000Z' },
    { key: 'nobody', updatedAt: null },
  ]
  real.say({ body: { sessions: list } })
  t.match(await next(), {
    sessions: [
      { key: 'agent:a', activeAt },
      { key: 'agent:b', activeAt: '2026-01-02T00:00:00.000Z' },
    ],
  })
  real.say({ body: [] })
  t.match(await next(), { outcome: 'good', sessions: emptyList })
  real.say({ status: 500, body: list })
  t.match(await next(), { outcome: 'bad', failure: 'wrong_status', sessions: null })
  real.say({ body: 'no list' })
  t.match(await next(), { outcome: 'bad', failure: 'malformed', sessions: null })
})

t.test('reads as much of an answer as the configuration says, and no more', async t => {
  const real = await startHttpRuntime(t)
  const maxBytes = 100_000
  const subjects = async () => [runtime(targetOf('sessions', real.url))]
  const { next } = watch(t, subjects, { probes: { maxBytes } })
  const listOf = (bytes: number) => [
    { key: 'agent:a', updatedAt: null },
    { key: 'x'.repeat(bytes), updatedAt: null },
  ]
  real.say({ body: listOf(maxBytes - 200) })
  t.match(await next(), { outcome: 'good', sessions: [{ key: 'agent:a' }] })
  real.say({ body: listOf(maxBytes) })
  t.match(await next(), { outcome: 'bad', failure: 'malformed', sessions: null })
})

t.test('what may not be called is unknown, and says nothing of the runtime', async t => {
  const real = await startHttpRuntime(t)
  const { next } = watch(t, async () => [runtime(targetOf('http', real.url))], { allow: [] })
  for (let n = 0; n < 4; n += 1)
    t.match(await next(), {
      ...{ outcome: 'unknown', failure: 'address_not_allowed', standing: 'unknown' },
      latencyMs: null,
    })
  t.equal(real.taken(), 0)
})

t.test('probes an agent by itself', async t => {
  const real = await startTcpRuntime(t)
  const target = { ...targetOf('tcp', real.url), kind: 'tcp' } as const
  const { next, seen } = watch(t, async () => [
    { of: 'agent', boardId, agentId, target, last: null },
  ])
  t.match(await next(), { boardId, agentId, outcome: 'good' })
  t.equal(seen[0]?.type, 'continuity.AgentProbed')
})

t.test('one that hangs holds up no other, and no more than so many hang', async t => {
  const silent = await startHttpRuntime(t)
  const prompt = await startHttpRuntime(t)
  silent.behave('silent')
  const hanging = [1, 2, 3, 4, 5].map(n =>
    runtime(targetOf('http', silent.url), boardId.replace(/1$/, String(n + 1))),
  )
  const all = [...hanging, runtime(targetOf('http', prompt.url))]
  let subjects: readonly Subject[] = all.slice(0, 2)
  const { seen, advance } = watch(t, async () => subjects, { probes: { atOnce: 3 } })
  await advance(0)
  await until('two hang', () => silent.taken() === 2)
  subjects = all
  await advance(5_000)
  await until('a third hangs', () => silent.taken() === 3)
  await advance(60_000)
  t.equal(silent.taken(), 3)
  subjects = [all[5]!]
  await silent.stop()
  await until('the others got their turn', () => seen.length === 6)
  t.match(seen[5]?.data, { outcome: 'good' })
})

t.test('a board whose probes all hang holds up no other board', async t => {
  const silent = await startHttpRuntime(t)
  const prompt = await startHttpRuntime(t)
  silent.behave('silent')
  const hanging = Array.from({ length: 30 }, (_, n) => ({
    ...{ of: 'agent', boardId, agentId: agentId.replace(/..$/, String(n + 10)), last: null },
    target: { ...targetOf('http', silent.url), kind: 'http' },
  })) as readonly Subject[]
  const other = runtime(targetOf('http', prompt.url), boardId.replace(/1$/, '2'))
  const { seen, advance } = watch(t, async () => [...hanging, other], { probes: { atOnce: 8 } })
  await advance(0)
  await until('the other board is probed', () => seen.length === 1)
  t.match(seen[0]?.data, { outcome: 'good', boardId: other.boardId })
  t.equal(silent.taken(), 2)
})

t.test('goes on with what it knows while the read models cannot be asked', async t => {
  const real = await startTcpRuntime(t)
  let reads = 0
  const { next } = watch(t, async () => {
    reads += 1
    if (reads > 1) throw new Error('Postgres is away')
    return [runtime(targetOf('tcp', real.url))]
  })
  for (let n = 1; n <= 3; n += 1) t.match(await next(), { outcome: 'good', streak: n })
  t.ok(reads > 1)
})
