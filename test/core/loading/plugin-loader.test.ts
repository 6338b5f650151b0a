import Joi from 'joi'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { DecklogError } from '../../../core/errors.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createGateKeeper, type GateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import type { HostServices } from '../../../core/loading/host.ts'
import { configurePlugins } from '../../../core/loading/load-installation.ts'
import type { LoadedPlugin } from '../../../core/loading/loaded-plugin.ts'
import { verifyPlugins } from '../../../core/loading/verify-plugins.ts'
import { loadPlugins } from '../../../core/loading/plugin-loader.ts'
import type { Host } from '../../../core/host.ts'
import type { Contribution, Plugin } from '../../../core/plugin.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { silentLog } from '../../support/silent-log.ts'
import { thrownThings } from '../../support/thrown-things.ts'

const ledger = createLedger({ url: await createTestLedgerUrl(t), log: silentLog })
t.teardown(() => ledger.close())

function createPlugin(name: string, create: Plugin['create']): Plugin {
  return {
    name,
    version: '1.0.0',
    config: Joi.object({ litres: Joi.number().default(7).description('What it holds.') }),
    events: {
      [`${name}.Measured`]: {
        summary: 'A thing was measured.',
        schemaVersion: 2,
        data: Joi.object({ value: Joi.number().required() }),
        upcasters: { 1: data => ({ value: data['old'] }) },
        example: { value: 1 },
      },
    },
    streams: { [name]: {} },
    create,
  }
}

interface Loaded {
  readonly plugins: readonly LoadedPlugin[]
  readonly gates: GateKeeper
  readonly hosts: ReadonlyMap<string, Host>
}

function load(contributions: Readonly<Record<string, (host: Host) => Contribution>>): Loaded {
  const hosts = new Map<string, Host>()
  const configured = configurePlugins(
    Object.entries(contributions).map(([name, contribute]) =>
      createPlugin(name, host => {
        hosts.set(name, host)
        return contribute(host)
      }),
    ),
    plugin => plugin.config.validate({}).value,
  )
  const catalog = createEventCatalog(configured.map(one => one.source))
  const common = { ledger, clock: systemClock, log: silentLog, catalog }
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const gates = createGateKeeper(common)
  const services: HostServices = {
    ...{ ...common, gates, machine: { name: 'web01', root: '/' } },
    outbound: closedOutbound,
    isHeld: () => false,
    writer: createWriter({ ...common, limiter }),
    commands: createCommandHandler({ ...common, limiter, machine: 'web01' }),
    rows: async () => ({ rows: [], position: 3n }),
  }
  return { plugins: loadPlugins(configured, services), gates, hosts }
}

function hostOf({ hosts }: Loaded, name: string): Host {
  const host = hosts.get(name)
  if (!host) throw new Error(`no host for ${name}`)
  return host
}

const nothing = (): Contribution => ({})

t.test('lends every plugin a host of its own', async t => {
  const loaded = load({ pool: nothing, tank: nothing })
  const [pool, tank] = [hostOf(loaded, 'pool'), hostOf(loaded, 'tank')]
  t.not(pool, tank)
  t.strictSame(tank.config, { litres: 7 })
  t.strictSame(tank.machine, { name: 'web01', root: '/' })
  t.strictSame(await tank.rows('tank-levels'), { rows: [], position: 3n })
  const foreign = { type: 'pool.Measured', data: { value: 1 } }
  await t.rejects(tank.observe({ stream: 'pool-1', event: foreign }), {
    code: 'DECKLOG_EVENT_INVALID',
  })
})

t.test('offers each plugin’s gates to all', async t => {
  const answer = async (): Promise<{ reasons: []; position: bigint }> => ({
    reasons: [],
    position: 1n,
  })
  const gate = { name: 'level', summary: 'May it?', question: Joi.object({}), answer }
  const loaded = load({ pool: nothing, tank: () => ({ gates: [gate] }) })
  t.equal((await hostOf(loaded, 'pool').gate('level', {})).decision, 'allow')
  t.match(loaded.gates.list(), [{ name: 'level' }])
})

t.test('names the plugin that cannot be created', async t => {
  const fail = (): never => {
    throw new Error('boom')
  }
  t.throws(() => load({ tank: fail }), {
    code: 'DECKLOG_PLUGIN_INVALID',
    message: /plugin tank.*boom/,
  })
  const refuse = (): never => {
    throw new DecklogError('DECKLOG_CONFIG_INVALID', 'two limits cross')
  }
  t.throws(() => load({ tank: refuse }), { code: 'DECKLOG_CONFIG_INVALID' })
})

for (const [name, thrown] of thrownThings) {
  const fail = (): never => {
    throw thrown()
  }

  t.test(`names the plugin whose creation throws ${name}`, async t => {
    t.throws(() => load({ tank: fail }), { code: 'DECKLOG_PLUGIN_INVALID', message: /tank/ })
  })

  t.test(`names the plugin that cannot verify its configuration for ${name}`, async t => {
    const { plugins } = load({ tank: () => ({ verify: async () => fail() }) })
    await t.rejects(verifyPlugins(plugins, ['guards']), {
      code: 'DECKLOG_PLUGIN_INVALID',
      message: /tank/,
    })
    await verifyPlugins(plugins, ['api'])
  })
}

t.test('observes and reads back, upcast', async t => {
  const tank = hostOf(load({ tank: nothing }), 'tank')
  const stream = `tank-${randomUUID()}`
  await ledger.append(stream, [
    { ...{ id: randomUUID(), type: 'tank.Measured', data: { old: 1 } }, metadata: {} },
  ])
  const event = { type: 'tank.Measured', data: { value: 2 } }
  const actor = { kind: 'agent', id: 'a1' } as const
  const { position } = await tank.observe({ stream, event, actor })
  const read = []
  for await (const one of tank.read(stream)) read.push(one)
  t.match(read, [
    { data: { value: 1 }, revision: 0n },
    { data: { value: 2 }, revision: 1n, position, metadata: { actor: 'agent:a1' } },
  ])
})

t.test('takes a repeated observation for one event, also among others', async t => {
  const tank = hostOf(load({ tank: nothing }), 'tank')
  const stream = `tank-${randomUUID()}`
  const observe = (value: number, idempotencyKey?: string): ReturnType<Host['observe']> =>
    tank.observe({
      ...{ stream, event: { type: 'tank.Measured', data: { value } } },
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
  const key = randomUUID()
  await Promise.all([observe(1), observe(2, key), observe(3), observe(2, key), observe(4)])
  const first = await observe(2, key)
  await observe(5)
  t.equal((await observe(9, key)).position, first.position, 'whatever it says the second time')
  const values = []
  for await (const one of tank.read(stream)) values.push(Object(one.data).value)
  t.strictSame(values.toSorted(), [1, 2, 3, 4, 5])
})
