import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Barrier } from '../ledger/barrier.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Writer } from '../ledger/writer.ts'
import type { Machine } from '../host.ts'
import type { Leases } from '../leases/leases.ts'
import type { HealthSource } from '../telemetry/health.ts'
import type { Standings } from './parked-reactions.ts'
import type { PluginMetrics } from './plugin-metrics.ts'

/** One piece of a plugin's work, run until told to stop. */
export interface Runner extends HealthSource {
  /** Resolves when `signal` has aborted and the work has ended; never throws. */
  run(signal: AbortSignal): Promise<void>
}

/** What running plugins needs of core. */
export interface RunnerParts {
  readonly ledger: Ledger
  readonly barrier: Pick<Barrier, 'raise'>
  readonly catalog: EventCatalog
  readonly writer: Writer
  readonly leases: Leases
  readonly database: Database
  readonly metrics: PluginMetrics
  readonly standings: Standings
  readonly clock: Clock
  readonly log: Logger
  readonly machine: Machine
}
