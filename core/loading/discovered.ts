import type { Route } from '../http/route.ts'
import type { Plugin } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import type { ReadHost } from '../readmodel/read-host.ts'

/** A projection and the routes that show it. */
export interface DiscoveredProjection {
  readonly projection: Projection
  readonly routes?: (host: ReadHost) => readonly Route[]
}

/** What lies in one place, checked against its contracts. */
export interface Pack {
  /** `built-in`, or the extension as the configuration names it. */
  readonly from: string
  readonly plugins: readonly Plugin[]
  readonly projections: readonly DiscoveredProjection[]
}

/** Everything there is to run, each sorted by name. */
export interface Discovered {
  readonly packs: readonly Pack[]
  readonly plugins: readonly Plugin[]
  readonly projections: readonly DiscoveredProjection[]
}
