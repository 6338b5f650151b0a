import type { EventSource } from '../events/event-catalog.ts'
import type { Contribution, Plugin } from '../plugin.ts'

/** A plugin with its section of the configuration, checked. */
export interface ConfiguredPlugin {
  readonly plugin: Plugin
  readonly config: object
  /** Its events and streams, for the catalogue. */
  readonly source: EventSource
}

/** A plugin that has said what it contributes; nothing of it runs yet. */
export interface LoadedPlugin extends ConfiguredPlugin {
  readonly contribution: Contribution
}
