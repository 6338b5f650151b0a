import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { createBarrier, type Barrier } from '../../core/barrier.ts'
import { systemClock } from '../../core/clock.ts'
import { coreEventSources } from '../../core/events/core-events.ts'
import { createEventCatalog, type EventCatalog } from '../../core/events/event-catalog.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../core/ledger/writer.ts'
import {
  createProjectionBoard,
  type ProjectionBoard,
} from '../../core/projecting/projection-board.ts'
import { createProjectionRunner, type ProjectionRunner } from '../../core/projection-runner.ts'
import type { Projection } from '../../core/projection.ts'
import { changeChannels, createChanges, type Changes } from '../../core/readmodel/changes.ts'
import { createReadHost } from '../../core/readmodel/create-read-host.ts'
import type { Database } from '../../core/readmodel/database.ts'
import { createLeases } from '../../core/readmodel/lease-keeper.ts'
import { createListener } from '../../core/readmodel/listener.ts'
import { migrate } from '../../core/readmodel/migrate.ts'
import { createDatabase } from '../../core/readmodel/pool.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { createReadRows, type ReadRows } from '../../core/readmodel/rows-query.ts'
import { createTestLedgerUrl } from './ledger.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import { createProbe, type Probe } from './probe.ts'
import { silentLog } from './silent-log.ts'
import { until } from './until.ts'

/** One Decklog process' worth of the read side, without the process. */
export interface ReadSide {
  readonly ledger: Ledger
  readonly database: Database
  readonly board: ProjectionBoard
  readonly barrier: Barrier
  readonly changes: Changes
  readonly runner: ProjectionRunner
  readonly host: ReadHost
  readonly rows: ReadRows
  readonly catalog: EventCatalog
  readonly registry: Registry
  /** Appends readings of one sensor. */
  measure(sensor: string, readings: readonly number[], note?: string): Promise<bigint>
  /** Starts the board and the runner. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Where a read side works, and on what. */
export interface Ground {
  readonly ledgerUrl: string
  readonly databaseUrl: string
  readonly probe: Probe
}

/** Prepares a ledger and a migrated database for read sides of one probe. */
export async function prepareReadSide(t: Teardown, probe = createProbe()): Promise<Ground> {
  const databaseUrl = await createTestDatabase(t)
  await migrate(databaseUrl, 'core', { log: silentLog })
  return { databaseUrl, ledgerUrl: await createTestLedgerUrl(t), probe }
}

/** Waits until a read side has passed a barrier of now. */
export async function waitLive(side: ReadSide, { probe }: Ground): Promise<void> {
  const { name } = probe.projection
  await until(`${name} is at the head`, async () =>
    side.board.waitFor([name], await side.barrier.raise(), 2_000),
  )
}

interface ReadSideOptions extends Ground {
  /** Default: the probe's. */
  readonly projections?: readonly Projection[]
}

/** Composes a read side on a migrated database; it stops with the test. */
export function createReadSide(t: Teardown, options: ReadSideOptions): ReadSide {
  const { ledgerUrl, databaseUrl, probe } = options
  const projections = options.projections ?? [probe.projection]
  const log = silentLog
  const clock = systemClock
  const nodeName = `test${randomUUID().slice(0, 8)}`
  const ledger = createLedger({ url: ledgerUrl, log })
  const catalog = createEventCatalog([...coreEventSources, probe.source])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const barrier = createBarrier({ writer, catalog, nodeName, clock })
  const database = createDatabase(databaseUrl, { log, applicationName: 'test' })
  const listener = createListener(databaseUrl, { channels: changeChannels, clock, log })
  const changes = createChanges({ projections, listener, database })
  const common = { projections, ledger, database, barrier, clock, log }
  const board = createProjectionBoard({ ...common, changes })
  const leases = createLeases({ database, holder: randomUUID(), clock, log })
  const registry = new Registry()
  const runner = createProjectionRunner({ ...common, catalog, leases, board, registry })
  const host = createReadHost({ database, board, clock, machine: { name: nodeName, root: '/' } })
  let stopped: Promise<void> | undefined

  const stop = async (): Promise<void> => {
    await runner.stop()
    await board.close()
    await writer.flush(1_000)
    await listener.close()
    await ledger.close()
    await database.close()
  }
  t.teardown(() => (stopped ??= stop()))

  return {
    ...{ registry, ledger, database, catalog, board, barrier, changes, runner, host },
    rows: createReadRows({ database, board, barrier, host, clock }),
    async measure(sensor, readings, note) {
      const events = readings.map(reading => ({
        id: randomUUID(),
        type: probe.type,
        data: { sensor, reading, ...(note === undefined ? {} : { note }) },
        metadata: { schemaVersion: '1', receivedAt: clock.now().toISOString() },
      }))
      return (await ledger.append(probe.streamOf(sensor), events)).position
    },
    async start() {
      await board.start()
      runner.start()
    },
    stop: () => (stopped ??= stop()),
  }
}
