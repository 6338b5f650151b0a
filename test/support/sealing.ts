import { randomUUID } from 'node:crypto'
import { createDatabase, type Database } from '../../postgres/database.ts'
import { migrate } from '../../postgres/migrate.ts'
import { systemClock } from '../../core/clock.ts'
import { createCommandHandler } from '../../core/commanding/command-handler.ts'
import { coreEventSources } from '../../core/events/core-events.ts'
import { createEventCatalog, type EventSource } from '../../core/events/event-catalog.ts'
import { createLeases } from '../../core/leases/lease-keeper.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger, NewEvent } from '../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../core/ledger/stream-limiter.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'
import type { SealedStep } from '../../core/auditing/sealing/open-log.ts'
import { createSealedLog, type SealedLog } from '../../core/auditing/sealing/sealed-log.ts'
import { createSealer, type Sealer } from '../../core/auditing/sealing/sealer.ts'
import type { LogName } from '../../core/auditing/sealing/seal-scope.ts'
import { parseCheckpoint } from '../../core/auditing/transparency/checkpoint.ts'
import type { Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'
import { until } from './until.ts'

/** Where a sealer works. */
export interface SealingGround {
  readonly ledgerUrl: string
  /** Is migrated when it has to be. */
  readonly databaseUrl: string
  readonly folder: string
}

export interface SealingOptions {
  readonly base?: string
  /** Has no folder for keys, and no embedded servers. */
  readonly placeless?: boolean
  readonly stepped?: (step: SealedStep) => void
  /** Prunes what has been over for so many days, as if it were so many days later. */
  readonly prunes?: { readonly after: number; readonly daysLater: number }
}

/** One sealer with what it needs, without the rest of Decklog. */
export interface SealingSide {
  readonly ledger: Ledger
  readonly database: Database
  readonly sealer: Sealer
  logOf(name: LogName): SealedLog
  /** Waits until the newest checkpoint of a log covers so many entries. */
  sealedUpTo(name: LogName, size: number): Promise<void>
  stop(): Promise<void>
}

/** The streams that tests of sealing write: `reading-…` expires after 30 days, `pulse-…` keeps one event, all others stay. */
const testSource: EventSource = {
  name: 'probe',
  events: {},
  streams: { reading: { maxAgeDays: 30 }, pulse: { maxCount: 1 } },
}

/** The name of the logs of tests. */
export const testBase = 'test.example/decklog'

/** Starts a sealer; it stops with the test. Events wait for a tenth of a second at most. */
export async function startSealing(
  t: Teardown,
  { ledgerUrl, databaseUrl, folder }: SealingGround,
  { base = testBase, placeless = false, stepped, prunes }: SealingOptions = {},
): Promise<SealingSide> {
  const laterMs = (prunes?.daysLater ?? 0) * 86_400_000
  const clock = { ...systemClock, now: () => new Date(Date.now() + laterMs) }
  const log = silentLog
  await migrate(databaseUrl, coreMigrations, { log })
  const ledger = createLedger({ url: ledgerUrl, log })
  const database = createDatabase(databaseUrl, { log, applicationName: 'test' })
  const catalog = createEventCatalog([...coreEventSources, testSource])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const handler = createCommandHandler({ ledger, catalog, limiter, clock, log, machine: 'test' })
  const sealer = createSealer({
    ...{ database, ledger, catalog, clock, log, dataDir: folder },
    leases: createLeases({ database, holder: randomUUID(), clock, log }),
    host: { execute: (decider, request) => handler.execute('core', decider, request) },
    settings: {
      ...{ nodeName: 'test', sealEvery: 0.1, sealOrigin: base },
      ...(prunes ? { pruneSealsAfter: prunes.after } : {}),
      ...(placeless ? { eventstoreUrl: ledgerUrl, databaseUrl } : { sealFolder: folder }),
    },
    holds: { covers: () => false, refresh: async () => undefined },
    ...(stepped ? { stepped } : {}),
  })
  sealer.start()
  const logOf = (name: LogName): SealedLog => createSealedLog(database, `${base}/${name}`)
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    await sealer.stop()
    await Promise.all([ledger.close(), database.close()])
  }
  t.teardown(() => (stopped ??= stop()))
  return {
    ...{ ledger, database, sealer, logOf },
    async sealedUpTo(name, size) {
      await until(`${name} is sealed up to ${size}`, async () => {
        const note = await logOf(name).checkpoint()
        return note !== undefined && parseCheckpoint(note).size >= size
      })
    },
    stop: () => (stopped ??= stop()),
  }
}

/** Events that differ in everything. */
export function someEvents(count: number, from = 0): readonly NewEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    id: randomUUID(),
    type: 'probe.Measured',
    data: { reading: from + i, note: `number ${from + i}`, parts: [{ b: 1, a: 'ü' }] },
    metadata: {
      receivedAt: new Date(1_767_225_600_000 + from + i).toISOString(),
      schemaVersion: '1',
    },
  }))
}
