import type { PoolClient, QueryResultRow } from 'pg'
import type { HealthSource } from '../telemetry/health.ts'

/** How a transaction commits: `durable` waits for the disk; `rebuildable` does not, for what the ledger can restore. */
export type Durability = 'durable' | 'rebuildable'

/** Postgres. Every call has its own deadline and ends in DECKLOG_DATABASE_UNAVAILABLE when the server does not answer. */
export interface Database extends HealthSource {
  /** Runs one statement on any connection. */
  query<Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>
  /** Lends a connection for as long as `work` runs. */
  withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T>
  /** Commits when `work` resolves and rolls back when it throws. */
  withTransaction<T>(work: (client: PoolClient) => Promise<T>, durability?: Durability): Promise<T>
  close(): Promise<void>
}
