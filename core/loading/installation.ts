import type { EventSource } from '../events/event-catalog.ts'
import type { Extension } from '../settings.ts'
import type { DiscoveredProjection, Pack } from './discovered.ts'
import type { ConfiguredPlugin } from './loaded-plugin.ts'

/** What is installed here, checked and configured. */
export interface Installation {
  /** Where it comes from: what lies beside core, then the extensions. */
  readonly packs: readonly Pack[]
  readonly plugins: readonly ConfiguredPlugin[]
  readonly projections: readonly DiscoveredProjection[]
  /** Everyone who appends: core's own parts, then the plugins. */
  readonly sources: readonly EventSource[]
  /** Optional extensions that could not be loaded. */
  readonly skipped: readonly SkippedExtension[]
}

/** An optional extension that is not there, and why. */
export interface SkippedExtension {
  readonly extension: Extension
  readonly reason: string
}
