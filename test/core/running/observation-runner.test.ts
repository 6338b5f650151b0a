import Joi from 'joi'
import { Registry } from 'prom-client'
import { EMPTY, Observable, Subject, throwError } from 'rxjs'
import t, { type Test } from 'tap'
import { coreEventSources } from '../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import type { Observation } from '../../../core/host.ts'
import { createPluginRunner, type PluginRunner } from '../../../core/running/plugin-runner.ts'
import type { Database } from '../../../postgres/database.ts'
import type { Leases } from '../../../core/leases/leases.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { createScriptedLedger, type ScriptedLedger } from '../../support/scripted-ledger.ts'
import { silentLog } from '../../support/silent-log.ts'

const specs = (name: string): Record<string, object> => ({
  [`${name}.Measured`]: {
    summary: 'A thing was measured.',
    schemaVersion: 1,
    data: Joi.object({ value: Joi.number().required() }),
    example: { value: 1 },
  },
})
const sourceOf = (name: string): never =>
  ({ name, events: specs(name), streams: { [name]: {} } }) as never
const reading = (value: unknown, name = 'tank'): Observation => ({
  stream: `${name}-1`,
  event: { type: `${name}.Measured`, data: { value } },
})

interface Running {
  readonly ledger: ScriptedLedger
  readonly clock: FakeClock
  readonly runner: PluginRunner
  readonly registry: Registry
}

// Nothing here is led, and nothing is kept in Postgres.
const unused = {} as Leases & Database

function run(
  t: Test,
  plugins: Readonly<Record<string, Observable<Observation>>>,
  ledger = createScriptedLedger(),
): Running {
  const clock = createFakeClock()
  const names = Object.keys(plugins)
  const catalog = createEventCatalog([...coreEventSources, ...names.map(sourceOf)])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log: silentLog })
  const registry = new Registry()
  const runner = createPluginRunner({
    plugins: Object.entries(plugins).map(
      ([name, observes]) =>
        ({
          plugin: { name },
          config: {},
          source: sourceOf(name),
          contribution: { observes, silentAfterSeconds: 300 },
        }) as never,
    ),
    roles: ['guards'],
    ...{ ledger, catalog, writer, registry, clock, log: silentLog },
    barrier: { raise: async () => 0n },
    ...{ leases: unused, database: unused, machine: { name: 'web01', root: '/' } },
  })
  runner.start()
  t.teardown(() => runner.stop())
  return { ledger, clock, runner, registry }
}

const valuesOf = (ledger: ScriptedLedger, name = 'tank'): unknown[] =>
  ledger.ofType(`${name}.Measured`).map(event => Object(event.data).value)
const stateOf = (runner: PluginRunner, name = 'tank'): string | undefined =>
  runner.health().find(item => item.name === `plugin:${name}`)?.state

t.test('stamps each reading and appends it in order', async t => {
  const readings = new Subject<Observation>()
  const { ledger, clock, registry } = run(t, { tank: readings })
  await clock.advance(1_000)
  readings.next({ ...reading(1), occurredAt: new Date('2025-12-31T23:00:00.000Z') })
  readings.next(reading(2))
  await clock.advance(10)
  t.strictSame(valuesOf(ledger), [1, 2])
  t.match(ledger.ofType('tank.Measured')[0]?.metadata, {
    plugin: 'tank',
    host: 'web01',
    actor: 'system:tank',
    occurredAt: '2025-12-31T23:00:00.000Z',
    receivedAt: '2026-01-01T00:00:01.000Z',
  })
  t.match(
    await registry.metrics(),
    'decklog_plugin_observations_total{plugin="tank",outcome="written"} 2',
  )
})

t.test('leaves out a reading that is not valid, says so, and goes on', async t => {
  const readings = new Subject<Observation>()
  const { ledger, clock, runner, registry } = run(t, { tank: readings })
  readings.next(reading('much'))
  readings.next({ ...reading(1), stream: 'other-1' })
  await clock.advance(10)
  t.equal(stateOf(runner), 'degraded')
  readings.next(reading(3))
  await clock.advance(10)
  t.strictSame(valuesOf(ledger), [3])
  t.equal(stateOf(runner), 'ok')
  t.match(await registry.metrics(), '{plugin="tank",outcome="invalid"} 2')
})

const failures = {
  'an error': throwError(() => new Error('no disk')),
  'a throw while subscribing': new Observable<never>(() => {
    throw new Error('no disk')
  }),
  'an early end': EMPTY,
}
for (const [how, failing] of Object.entries(failures)) {
  t.test(`starts again, ever more slowly, after ${how}`, async t => {
    let starts = 0
    const observes = new Observable<Observation>(subscriber => {
      starts += 1
      return failing.subscribe(subscriber)
    })
    const { clock, runner, ledger } = run(t, { tank: observes })
    await clock.advance(0)
    const counts = [starts]
    for (const ms of [999, 1, 1_999, 1, 4_000, 8_000]) {
      await clock.advance(ms)
      counts.push(starts)
    }
    t.strictSame(counts, [1, 1, 2, 2, 3, 4, 5])
    await clock.advance(600_000)
    t.ok(starts < 20, 'at most once a minute in the end')
    t.equal(stateOf(runner), 'degraded')
    t.equal(ledger.ofType('plugin.Failed').length, 1, 'told once')
  })
}

t.test('tells when a plugin has recovered', async t => {
  let starts = 0
  const observes = new Observable<Observation>(subscriber => {
    starts += 1
    if (starts < 3) subscriber.error(new Error('no disk\0'))
    else subscriber.next(reading(1))
  })
  const { clock, runner, ledger } = run(t, { tank: observes })
  await clock.advance(0)
  await clock.advance(5_000)
  t.match(ledger.ofType('plugin.Failed'), [{ data: { plugin: 'tank', reason: 'no disk' } }])
  t.match(ledger.ofType('plugin.Recovered'), [
    { data: { plugin: 'tank', failedAt: '2026-01-01T00:00:00.000Z', restarts: 2 } },
  ])
  t.equal(stateOf(runner), 'ok')
})

t.test('keeps one plugin’s failure from another', async t => {
  const good = new Subject<Observation>()
  const bad = throwError(() => new Error('no disk'))
  const { ledger, clock, runner } = run(t, { bad, tank: good })
  await clock.advance(3_000)
  good.next(reading(1))
  await clock.advance(10)
  t.strictSame(valuesOf(ledger), [1])
  t.equal(stateOf(runner), 'ok')
  t.equal(stateOf(runner, 'bad'), 'degraded')
})

t.test('keeps readings while the ledger is down, each once and in order', async t => {
  const readings = new Subject<Observation>()
  const { ledger, clock } = run(t, { tank: readings })
  ledger.down('DECKLOG_LEDGER_UNAVAILABLE')
  for (let value = 0; value < 20; value += 1) {
    readings.next(reading(value))
    await clock.advance(1_000)
  }
  t.strictSame(valuesOf(ledger), [])
  ledger.up()
  await clock.advance(3_000)
  t.strictSame(
    valuesOf(ledger),
    Array.from({ length: 20 }, (_, value) => value),
  )
  t.strictSame(ledger.ofType('plugin.SamplesDropped'), [])
})

t.test('drops the oldest readings of a long outage and records how many', async t => {
  const readings = new Subject<Observation>()
  const { ledger, clock, registry } = run(t, { tank: readings })
  ledger.down('DECKLOG_LEDGER_UNAVAILABLE')
  for (let value = 0; value < 10_003; value += 1) readings.next(reading(value))
  await clock.advance(5_000)
  ledger.up()
  await clock.advance(10_000)
  const values = valuesOf(ledger)
  const dropped = 10_003 - values.length
  t.ok(dropped >= 3)
  t.equal(values.at(-1), 10_002, 'the newest is there')
  t.equal(values[0], dropped, 'the oldest are not')
  t.match(ledger.ofType('plugin.SamplesDropped'), [{ data: { plugin: 'tank', dropped } }])
  t.match(await registry.metrics(), `{plugin="tank",outcome="dropped"} ${dropped}`)
})

t.test('leaves an unknown outcome to the writer', async t => {
  const readings = new Subject<Observation>()
  const { ledger, clock } = run(t, { tank: readings })
  ledger.down('DECKLOG_OUTCOME_UNKNOWN')
  readings.next(reading(1))
  await clock.advance(10)
  readings.next(reading(2))
  await clock.advance(10_000)
  ledger.up()
  await clock.advance(5_000)
  t.strictSame(valuesOf(ledger), [1, 2])
})

t.test('stops listening, and writes what it has heard', async t => {
  let subscribed = false
  const readings = new Subject<Observation>()
  const observes = new Observable<Observation>(subscriber => {
    subscribed = true
    const inner = readings.subscribe(subscriber)
    return () => {
      subscribed = false
      inner.unsubscribe()
    }
  })
  const { ledger, runner } = run(t, { tank: observes })
  readings.next(reading(1))
  await runner.stop()
  t.notOk(subscribed)
  t.strictSame(valuesOf(ledger), [1])
})

t.test('a guard that gives no reading for too long has failed, until it gives one', async t => {
  const readings = new Subject<Observation>()
  const { ledger, clock, runner } = run(t, { tank: readings })
  await clock.advance(299_000)
  t.equal(stateOf(runner), 'ok')
  readings.next(reading(1))
  await clock.advance(299_000)
  t.equal(stateOf(runner), 'ok')
  await clock.advance(10_000)
  t.equal(stateOf(runner), 'degraded')
  await clock.advance(600_000)
  t.match(ledger.ofType('plugin.Failed'), [{ data: { plugin: 'tank', reason: /300 s/ } }])
  t.equal(ledger.ofType('plugin.Failed').length, 1)
  readings.next(reading(2))
  await clock.advance(1_000)
  t.equal(stateOf(runner), 'ok')
  t.equal(ledger.ofType('plugin.Recovered').length, 1)
})

t.test('a guard that had failed has not recovered because its process was begun again', async t => {
  const broken = run(t, { tank: throwError(() => new Error('broken')) })
  await broken.clock.advance(1_000)
  await broken.runner.stop()
  const failures = broken.ledger.ofType('plugin.Failed').length
  const readings = new Subject<Observation>()
  const { ledger, clock, runner } = run(t, { tank: readings }, broken.ledger)
  await clock.advance(1_000)
  t.equal(stateOf(runner), 'degraded')
  readings.next(reading(1))
  await clock.advance(1_000)
  t.equal(stateOf(runner), 'ok')
  t.equal(ledger.ofType('plugin.Failed').length, failures)
  t.equal(ledger.ofType('plugin.Recovered').length, 1)
})
