/** One part of the backend and how it is. */
export interface Part {
  readonly name: string
  readonly state: 'ok' | 'degraded' | 'failing'
  readonly reason: string | null
}

/** How the backend is, as far as the page could find out. */
export interface Health {
  readonly state: 'ready' | 'degraded' | 'not_ready' | 'unreachable'
  readonly parts: readonly Part[]
}
