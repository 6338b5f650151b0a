import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { systemClock } from '../../core/clock.ts'
import { coreEventSources } from '../../core/events/core-events.ts'
import {
  createEventCatalog,
  type EventCatalog,
  type EventSource,
} from '../../core/events/event-catalog.ts'
import { type Barrier, createBarrier } from '../../core/ledger/barrier.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../core/ledger/stream-limiter.ts'
import { createWriter, type Writer } from '../../core/ledger/writer.ts'
import {
  createProjectionBoard,
  type ProjectionBoard,
} from '../../core/projecting/projection-board.ts'
import {
  createProjectionRunner,
  type ProjectionRunner,
} from '../../core/projecting/projection-runner.ts'
import type { Projection } from '../../core/projection.ts'
import { changeChannels, type Changes, createChanges } from '../../core/readmodel/changes.ts'
import { createLeases } from '../../core/leases/lease-keeper.ts'
import { createDatabase, type Database } from '../../postgres/database.ts'
import { createListener } from '../../postgres/listener.ts'

/** The read side of one Decklog process, without the process. */
export interface ReadSide {
  readonly database: Database
  readonly catalog: EventCatalog
  readonly writer: Writer
  readonly barrier: Barrier
  readonly changes: Changes
  readonly board: ProjectionBoard
  readonly runner: ProjectionRunner
  readonly registry: Registry
  /** Starts the board and the runner. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** What a read side works on; the ledger stays open when it stops. */
export interface ReadSideOptions {
  readonly ledger: Ledger
  readonly databaseUrl: string
  /** Who declares events, beside core. */
  readonly sources: readonly EventSource[]
  readonly projections: readonly Projection[]
  readonly log: Logger
  /** By which it takes its own leases back after a restart; one of its own by default. */
  readonly holder?: string
}

/** Composes a read side on a migrated database, as a Decklog process does it. */
export function openReadSide(options: ReadSideOptions): ReadSide {
  const { ledger, databaseUrl, sources, projections, log, holder = randomUUID() } = options
  const clock = systemClock
  const nodeName = `side${randomUUID()}`
  const catalog = createEventCatalog([...coreEventSources, ...sources])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const barrier = createBarrier({ writer, catalog, nodeName, clock })
  const database = createDatabase(databaseUrl, { log, applicationName: nodeName })
  const listener = createListener(databaseUrl, { channels: changeChannels, clock, log })
  const changes = createChanges({ projections, listener, database })
  const common = { projections, ledger, database, barrier, clock, log }
  const board = createProjectionBoard({ ...common, changes })
  const leases = createLeases({ database, holder, clock, log })
  const registry = new Registry()
  const runner = createProjectionRunner({ ...common, catalog, leases, board, registry })
  return {
    ...{ database, catalog, writer, barrier, changes, board, runner, registry },
    async start() {
      await board.start()
      runner.start()
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
