import type { ConfiguredPlugin } from './loaded-plugin.ts'
import type { Plugin } from '../plugin.ts'

/** Answers the checked section of a plugin; `checkPluginConfig` of core/config is one. */
export type ConfigOf = (plugin: Plugin) => object

/** Gives every plugin its configuration, and so its streams. */
export function configurePlugins(
  plugins: readonly Plugin[],
  configOf: ConfigOf,
): readonly ConfiguredPlugin[] {
  return plugins.map(plugin => {
    const config = configOf(plugin)
    const streams = typeof plugin.streams === 'function' ? plugin.streams(config) : plugin.streams
    return { plugin, config, source: { name: plugin.name, events: plugin.events, streams } }
  })
}
