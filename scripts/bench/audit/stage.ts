import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createDatabase, type Database } from '../../../postgres/database.ts'
import { migrate } from '../../../postgres/migrate.ts'
import { systemClock as clock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { writeExport } from '../../../core/auditing/copying/write-export.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createLeases } from '../../../core/leases/lease-keeper.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWholeLedger } from '../../../core/ledger/eventstoredb/whole-ledger.ts'
import { coreMigrations } from '../../../core/readmodel/core-migrations.ts'
import { copyLog } from '../../../core/auditing/sealing/copy-log.ts'
import { createSealedLog } from '../../../core/auditing/sealing/sealed-log.ts'
import { createSealer } from '../../../core/auditing/sealing/sealer.ts'
import { readKeys } from '../../../core/auditing/sealing/seal-keys.ts'
import { parseCheckpoint } from '../../../core/auditing/transparency/checkpoint.ts'
import type { VerifierKey } from '../../../core/auditing/transparency/note.ts'
import { openOwnNode } from '../ledger/own-node.ts'

export const base = 'bench.example/decklog'
const perAppend = 100

/** A ledger that is sealed, its logs and an export of it. */
export interface Bench {
  readonly url: string
  readonly events: number
  readonly ledger: Ledger
  readonly database: Database
  readonly keys: readonly VerifierKey[]
  readonly exportFile: string
  readonly logFolder: string
  /** CPU of this process for each event that it sealed, its reading included. */
  readonly sealingMicros: number
  close(): Promise<void>
}

/** Fills a ledger, seals it, exports it and copies its logs. */
export async function openBench(events: number): Promise<Bench> {
  const log = pino({ level: 'warn' })
  const folder = await mkdtemp(join(tmpdir(), 'decklog-audit-'))
  const node = await openOwnNode()
  const { url, databaseUrl } = node
  await migrate(databaseUrl, coreMigrations, { log })
  const ledger = createLedger({ url, log })
  const database = createDatabase(databaseUrl, { log, applicationName: 'bench' })
  for (let done = 0; done < events; done += perAppend)
    await ledger.append(`run-${done % 7_000}`, eventsOf(done))
  const cpu = process.cpuUsage()
  await sealAll({ ledger, database, folder }, events)
  const { user, system } = process.cpuUsage(cpu)
  const exportFile = join(folder, 'ledger.ndjson.gz')
  const whole = createWholeLedger({ url, log })
  await writeExport({ ledger: whole, file: exportFile, request: {}, clock, tell: () => undefined })
  await whole.close()
  for (const name of ['decisions', 'observations'])
    await copyLog(createSealedLog(database, `${base}/${name}`), join(folder, 'logs', name))
  return {
    ...{ url, events, ledger, database, exportFile, logFolder: join(folder, 'logs') },
    keys: (await readKeys(folder)).map(({ verifier }) => verifier),
    sealingMicros: (user + system) / events,
    async close() {
      await Promise.all([ledger.close(), database.close()])
      await node.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function eventsOf(from: number) {
  return Array.from({ length: perAppend }, (_, i) => ({
    id: randomUUID(),
    type: 'bench.Measured',
    data: { host: 'web01', mount: '/data', usedPercent: (from + i) % 100, freeBytes: 123_456_789 },
    metadata: { receivedAt: '2026-01-01T00:00:00.000Z', schemaVersion: '1', actor: 'system:bench' },
  }))
}

async function sealAll(
  { ledger, database, folder }: { ledger: Ledger; database: Database; folder: string },
  events: number,
): Promise<void> {
  const log = pino({ level: 'warn' })
  const catalog = createEventCatalog(coreEventSources)
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const handler = createCommandHandler({ ledger, catalog, limiter, clock, log, machine: 'bench' })
  const sealer = createSealer({
    ...{ database, ledger, catalog, clock, log, dataDir: folder },
    leases: createLeases({ database, holder: 'bench', clock, log }),
    host: { execute: (decider, request) => handler.execute('core', decider, request) },
    holds: { covers: () => false, refresh: async () => {} },
    settings: { nodeName: 'bench', sealEvery: 1, sealOrigin: base, sealFolder: folder },
  })
  sealer.start()
  const decisions = createSealedLog(database, `${base}/decisions`)
  for (let size = 0; size < events;) {
    await clock.delay(200)
    const note = await decisions.checkpoint()
    size = note === undefined ? 0 : parseCheckpoint(note).size
  }
  await sealer.stop()
}
