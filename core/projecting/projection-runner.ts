import { setMaxListeners } from 'node:events'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Barrier } from '../ledger/barrier.ts'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { createLagMeter } from './lag-meter.ts'
import { leadProjection } from './lead-projection.ts'
import { leaseOf } from './lease-of.ts'
import type { ProjectionBoard } from './projection-board.ts'
import { createProjectionMeasures } from './projection-metrics.ts'
import { createLagPublisher } from './publish-lag.ts'
import type { Projection } from '../projection.ts'
import { createPositionCommits } from '../readmodel/commit-positions.ts'
import type { Database } from '../../postgres/database.ts'
import type { Leases } from '../leases/leases.ts'

const canaryEveryMs = 30_000

/** Folds the projections that this process leads. */
export interface ProjectionRunner {
  start(): void
  /** Finishes the batches under way and gives the leads up. */
  stop(): Promise<void>
}

interface RunnerOptions {
  readonly projections: readonly Projection[]
  readonly ledger: Pick<Ledger, 'head' | 'read' | 'subscribe'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly database: Database
  readonly leases: Leases
  readonly board: ProjectionBoard
  readonly barrier: Barrier
  readonly clock: Clock
  readonly log: Logger
  readonly registry: Registry
}

/** Creates the runner of a process with the role `projector`. The board is to be started first. */
export function createProjectionRunner(options: RunnerOptions): ProjectionRunner {
  const { projections, leases, barrier, clock, log, registry } = options
  const measures = createProjectionMeasures(registry)
  const lags = createLagPublisher({ ...options, meter: createLagMeter(options) })
  const positions = createPositionCommits(options.database)
  const stopping = new AbortController()
  // Everything that runs listens to it.
  setMaxListeners(0, stopping.signal)
  let running: Promise<unknown> = Promise.resolve()

  async function run(projection: Projection): Promise<void> {
    const parts = {
      ...options,
      measures,
      lags,
      positions,
      log: log.child({ projection: projection.name }),
    }
    try {
      const { signal } = stopping
      await leases.lead(
        leaseOf(projection),
        held => leadProjection(parts, projection, held),
        signal,
      )
    } catch (error) {
      parts.log.error({ err: error }, 'The projection ended')
    }
  }

  async function raiseCanary(): Promise<void> {
    await barrier.raise('canary').catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'No canary could be raised')
    })
  }

  return {
    start() {
      running = Promise.all([
        ...projections.map(run),
        lags.run(stopping.signal),
        loopUntil(stopping.signal, clock, canaryEveryMs, raiseCanary),
      ])
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
