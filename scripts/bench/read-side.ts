import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createBarrier } from '../../core/barrier.ts'
import { systemClock } from '../../core/clock.ts'
import { coreEventSources } from '../../core/events/core-events.ts'
import { createEventCatalog } from '../../core/events/event-catalog.ts'
import type { EventSource } from '../../core/events/event-source.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../core/ledger/stream-limiter.ts'
import { createWriter, type Writer } from '../../core/ledger/writer.ts'
import { createProjectionBoard } from '../../core/projecting/projection-board.ts'
import { createProjectionRunner } from '../../core/projection-runner.ts'
import type { Projection } from '../../core/projection.ts'
import { changeChannels, createChanges } from '../../core/readmodel/changes.ts'
import type { Database } from '../../core/readmodel/database.ts'
import { createLeases } from '../../core/readmodel/lease-keeper.ts'
import { createListener } from '../../core/readmodel/listener.ts'
import { createDatabase } from '../../core/readmodel/pool.ts'

const liveWithinMs = 300_000

/** Projections at work, as in a Decklog process. */
export interface BenchReadSide {
  readonly writer: Writer
  readonly database: Database
  /** Resolves once every projection has passed the head of the ledger. */
  live(): Promise<void>
  waitFor(name: string, position: bigint): Promise<void>
  stop(): Promise<void>
}

/** Starts projections on a ledger. */
export async function startReadSide(options: {
  readonly ledger: Ledger
  readonly databaseUrl: string
  readonly source: EventSource
  readonly projections: readonly Projection[]
}): Promise<BenchReadSide> {
  const { ledger, databaseUrl, source, projections } = options
  const log = pino({ level: 'error' })
  const clock = systemClock
  const catalog = createEventCatalog([...coreEventSources, source])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const barrier = createBarrier({ writer, catalog, nodeName: `bench${randomUUID()}`, clock })
  const database = createDatabase(databaseUrl, { log, applicationName: 'bench' })
  const listener = createListener(databaseUrl, { channels: changeChannels, clock, log })
  const changes = createChanges({ projections, listener, database })
  const common = { projections, ledger, database, barrier, clock, log }
  const board = createProjectionBoard({ ...common, changes })
  const leases = createLeases({ database, holder: randomUUID(), clock, log })
  const registry = new Registry()
  const runner = createProjectionRunner({ ...common, catalog, leases, board, registry })
  await board.start()
  runner.start()

  const waitFor = async (names: readonly string[], position: bigint): Promise<void> => {
    if (!(await board.waitFor(names, position, liveWithinMs)))
      throw new Error(`${names.join(', ')} did not come to ${position}`)
  }
  return {
    writer,
    database,
    waitFor: (name, position) => waitFor([name], position),
    live: async () => {
      const head = await ledger.head()
      return waitFor(
        projections.map(one => one.name),
        head,
      )
    },
    async stop() {
      await runner.stop()
      await board.close()
      await writer.flush(1_000)
      await listener.close()
      await database.close()
    },
  }
}
