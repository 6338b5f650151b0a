import { accessEventSource } from '../access/tokens/events.ts'
import { checkPluginConfig, checkPluginNames } from '../config/check-plugin-config.ts'
import type { LoadedSettings } from '../config/config.ts'
import { coreSourcesOf } from '../events/core-events.ts'
import type { EventSource } from '../events/event-catalog.ts'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import type { Plugin } from '../plugin.ts'
import { checkInstallation } from './check-installation.ts'
import { discoverPlugins } from './discover-plugins.ts'
import type { DiscoveredProjection } from './discovered.ts'
import type { ConfiguredPlugin } from './loaded-plugin.ts'

/** What is installed here, checked and configured. */
export interface Installation {
  readonly plugins: readonly ConfiguredPlugin[]
  readonly projections: readonly DiscoveredProjection[]
  /** Everyone who appends: core's own parts, then the plugins. */
  readonly sources: readonly EventSource[]
}

/** Finds plugins and projections and gives each plugin its section; whatever is wrong with one stops the start. */
export async function loadInstallation(loaded: LoadedSettings): Promise<Installation> {
  const { plugins, projections } = await discoverPlugins(loaded.settings)
  checkPluginNames(
    loaded,
    plugins.map(plugin => plugin.name),
  )
  const configured = configurePlugins(plugins, ({ name, config }) =>
    checkPluginConfig(loaded, name, config),
  )
  const own = configured.map(one => one.source)
  const core = coreSourcesOf({
    plugins: plugins.map(({ name }) => name),
    projections: projections.map(({ projection }) => projection.name),
  })
  const sources = [...core, accessEventSource, ...own]
  checkInstallation({ sources, projections })
  return { plugins: configured, projections, sources }
}

/** Answers the checked section of a plugin; `checkPluginConfig` of core/config is one. */
type ConfigOf = (plugin: Plugin) => object

/** Gives every plugin its configuration, and so its streams. */
export function configurePlugins(
  plugins: readonly Plugin[],
  configOf: ConfigOf,
): readonly ConfiguredPlugin[] {
  return plugins.map(plugin => {
    const config = configOf(plugin)
    return { plugin, config, source: sourceOf(plugin, config) }
  })
}

function sourceOf(plugin: Plugin, config: object): EventSource {
  const { name, events } = plugin
  try {
    const alarms = typeof plugin.alarms === 'function' ? plugin.alarms(config) : plugin.alarms
    const streams = typeof plugin.streams === 'function' ? plugin.streams(config) : plugin.streams
    return { name, events, alarms: alarms ?? {}, streams }
  } catch (error) {
    if (isDecklogError(error)) throw error
    const message = `plugin ${name} cannot tell its streams and alarms: ${messageOf(error)}`
    throw new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause: error })
  }
}
