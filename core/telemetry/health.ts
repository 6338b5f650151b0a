/** How one part of the process is. `failing` makes `/readyz` answer 503; `degraded` is shown and does not. */
export interface HealthItem {
  /** `ledger`, `postgres`, `plugin:disk`, `projection:disk-status`. */
  readonly name: string
  readonly state: 'ok' | 'degraded' | 'failing'
  readonly reason?: string
}

/** A part that can tell how it is, at once and without I/O. */
export interface HealthSource {
  health(): readonly HealthItem[]
}
