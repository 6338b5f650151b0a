/** How far one projection is, as `GET /api/v1/projections`, `/readyz` and the command line show it. */
export interface ProjectionStatus {
  readonly name: string
  readonly version: number
  readonly generation: number
  /** `building`: its first table is not complete and nothing can be read. `degraded`: events are parked. */
  readonly state: 'building' | 'live' | 'degraded' | 'stopped'
  readonly position: bigint
  /** Events of the ledger that wait, as far as known; null when the head is not known. */
  readonly lagEvents: number | null
  readonly lagSeconds: number | null
  readonly parked: number
  readonly reason?: string
}

/** What the rest of core asks of the projections, whichever process folds them. */
export interface ProjectionPositions {
  status(): readonly ProjectionStatus[]
  /** Resolves true once every named projection has passed `position`, false after `timeoutMs`. */
  waitFor(
    names: readonly string[],
    position: bigint,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean>
}
