import Joi from 'joi'
import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { type Clock, systemClock } from '../../core/clock.ts'
import { coreEventSources } from '../../core/events/core-events.ts'
import { createEventCatalog, type EventSource } from '../../core/events/event-catalog.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import type { Contribution } from '../../core/plugin.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'
import { createLeases } from '../../core/leases/lease-keeper.ts'
import { createPluginRunner, type PluginRunner } from '../../core/running/plugin-runner.ts'
import { createDatabase, type Database } from '../../postgres/database.ts'
import { migrate } from '../../postgres/migrate.ts'
import { createTestLedgerUrl } from './ledger.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'

/** A ledger and a migrated database on which plugins can run, as often as a test likes. */
export interface PluginRunning {
  readonly ledger: Ledger
  readonly database: Database
  readonly registry: Registry
  /** The plugin's name: its only event is `<name>.Measured`, on streams `<name>-<id>`. */
  readonly name: string
  /** Appends `<name>.Measured` with the values. */
  measure(...values: readonly unknown[]): Promise<void>
  /** Runs the contribution as another process would, until it or the test stops. */
  run(contribution: Contribution, clock?: Clock, machine?: string): PluginRunner
}

/** Prepares a ledger and a database; each call of the answer is another plugin on them. All ends with the test. */
export async function createPluginGround(t: Teardown): Promise<(t: Teardown) => PluginRunning> {
  const databaseUrl = await createTestDatabase(t, 'core')
  await migrate(databaseUrl, coreMigrations, { log: silentLog })
  const database = createDatabase(databaseUrl, { log: silentLog, applicationName: 'test' })
  const ledger = createLedger({ url: await createTestLedgerUrl(t), log: silentLog })
  t.teardown(async () => {
    await ledger.close()
    await database.close()
  })
  return inner => createPluginRunning(inner, ledger, database)
}

function createPluginRunning(t: Teardown, ledger: Ledger, database: Database): PluginRunning {
  const name = `tank${randomUUID().replaceAll('-', '')}`
  const source = createSource(name)
  const catalog = createEventCatalog([...coreEventSources, source])
  const registry = new Registry()
  return {
    ...{ ledger, database, registry, name },
    async measure(...values) {
      const events = values.map(value => ({
        ...{ id: randomUUID(), type: `${name}.Measured`, data: { value }, metadata: {} },
      }))
      await ledger.append(`${name}-1`, events)
    },
    run(contribution, clock = systemClock, machine = 'web01') {
      const leases = createLeases({
        ...{ database, holder: randomUUID(), clock: systemClock, log: silentLog },
      })
      registry.clear()
      const runner = createPluginRunner({
        plugins: [{ plugin: { ...bare, name }, config: {}, source, contribution }],
        roles: ['guards'],
        machine: { name: machine, root: '/' },
        writer: { append: () => Promise.reject(new Error('unused')), flush: async () => {} },
        barrier: { raise: () => ledger.head() },
        ...{ ledger, catalog, leases, database, registry, clock, log: silentLog },
      })
      runner.start()
      t.teardown(() => runner.stop())
      return runner
    },
  }
}

const bare = {
  version: '1.0.0',
  config: Joi.object(),
  events: {},
  streams: {},
  create: () => ({}),
}

function createSource(name: string): EventSource {
  return {
    name,
    streams: { [name]: {} },
    events: {
      [`${name}.Measured`]: {
        summary: 'A thing was measured.',
        schemaVersion: 1,
        data: Joi.object({ value: Joi.any() }),
        example: { value: 1 },
      },
    },
  }
}
