import { accessEventSource } from '../access/tokens/events.ts'
import { checkPluginConfig, checkPluginNames } from '../config/check-plugin-config.ts'
import type { LoadedSettings } from '../config/config.ts'
import { coreSourcesOf } from '../events/core-events.ts'
import type { EventSource } from '../events/event-catalog.ts'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import type { Plugin } from '../plugin.ts'
import { checkInstallation } from './check-installation.ts'
import type { Extension } from '../settings.ts'
import { discoverBuiltIn, discoverExtension, mergePacks } from './discover-plugins.ts'
import type { Pack } from './discovered.ts'
import type { Installation } from './installation.ts'
import type { ConfiguredPlugin } from './loaded-plugin.ts'
import { rehearse } from './rehearse.ts'
import { followingGuards } from '../projecting/widen.ts'
import { verifyPlugins } from './verify-plugins.ts'

/**
 * Finds plugins and projections and gives each plugin its section. Whatever is wrong with one stops the start, unless it is of an
 * optional extension: then that extension is left out, and everything else is as if it were not there. `verified`: an optional one is
 * also left out when its configuration does not fit this machine.
 */
export async function loadInstallation(
  loaded: LoadedSettings,
  fitting: 'verified' | 'anywhere' = 'anywhere',
): Promise<Installation> {
  const { extensions } = loaded.settings
  const packs = [await discoverBuiltIn()]
  for (const extension of extensions)
    if (extension.load === 'required') packs.push(await discoverExtension(extension))
  let installation = assemble(packs, loaded)
  for (const extension of extensions)
    if (extension.load === 'optional')
      installation = await widen(installation, extension, { loaded, fitting })
  // What is left out has told no name, and the section may be its own.
  const names = installation.plugins.map(({ plugin }) => plugin.name)
  if (installation.skipped.length === 0) checkPluginNames(loaded, names)
  return installation
}

/** Puts together what lies in several places and checks that it fits; DECKLOG_PLUGIN_INVALID names what does not. */
export function assemble(packs: readonly Pack[], loaded: LoadedSettings): Installation {
  const { plugins, projections: found } = mergePacks(packs)
  const guards = plugins.filter(({ guard }) => guard !== undefined).map(({ name }) => name)
  const projections = found.map(one => ({
    ...one,
    projection: followingGuards(one.projection, guards),
  }))
  const configured = configurePlugins(plugins, ({ name, config }) =>
    checkPluginConfig(loaded, name, config),
  )
  const own = configured.map(one => one.source)
  const core = coreSourcesOf({
    plugins: plugins.map(({ name }) => name),
    projections: projections.map(({ projection }) => projection.name),
  })
  const sources = [...core, accessEventSource, ...own]
  checkInstallation({ sources, plugins, projections })
  return { packs, plugins: configured, projections, sources, skipped: [] }
}

/** Adds an extension if everything still fits together with it: as far as a start goes before anything runs. */
async function widen(
  installation: Installation,
  extension: Extension,
  { loaded, fitting }: { readonly loaded: LoadedSettings; readonly fitting: string },
): Promise<Installation> {
  const { packs, skipped } = installation
  try {
    const pack = await discoverExtension(extension)
    const wider = assemble([...packs, pack], loaded)
    const added = rehearse(wider, loaded).filter(({ plugin }) =>
      pack.plugins.some(({ name }) => name === plugin.name),
    )
    if (fitting === 'verified') await verifyPlugins(added, loaded.settings.roles)
    return { ...wider, skipped }
  } catch (error) {
    if (!isDecklogError(error, 'DECKLOG_CONFIG_INVALID', 'DECKLOG_PLUGIN_INVALID')) throw error
    return { ...installation, skipped: [...skipped, { extension, reason: messageOf(error) }] }
  }
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
