import type { PoolClient } from 'pg'

/** Leadership over one piece of work, while it lasts. */
export interface HeldLease {
  readonly name: string
  readonly epoch: bigint
  /** Aborts when the lease is lost or given up. */
  readonly signal: AbortSignal
  /** First statement of every transaction of the work: renews the lease's row where the epoch is still ours, or throws DECKLOG_LEASE_LOST. */
  assert(client: PoolClient): Promise<void>
}

/** Leader election by lease rows in Postgres (holder, epoch, expiry by the database's clock; renewed every 2 s, expires after 8 s). */
export interface Leases {
  /**
   * Waits until this process leads `name`, runs `work`, and waits to lead again when the lease was lost. Resolves when `signal`
   * aborts and `work` has ended; the lease is then given up at once. An error of `work` is thrown on.
   */
  lead(name: string, work: (lease: HeldLease) => Promise<void>, signal: AbortSignal): Promise<void>
}
