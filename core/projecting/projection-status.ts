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
  /** The table that is being built, when there is one. */
  readonly building?: BuildingStatus
}

/** How far the building of a table is. */
export interface BuildingStatus {
  readonly generation: number
  readonly position: bigint
  readonly events: number
  readonly eventsPerSecond: number | null
  readonly secondsLeft: number | null
  /** Why it stopped before its end; the table that is read stays. */
  readonly problem?: string
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
