import type { Route } from '../http/route.ts'
import type { Plugin } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import type { ReadHost } from '../readmodel/read-host.ts'

/** A projection and the routes that show it. */
export interface DiscoveredProjection {
  readonly projection: Projection
  readonly routes?: (host: ReadHost) => readonly Route[]
}

/** Everything there is to run, checked against its contracts, each sorted by name. */
export interface Discovered {
  readonly plugins: readonly Plugin[]
  readonly projections: readonly DiscoveredProjection[]
}
