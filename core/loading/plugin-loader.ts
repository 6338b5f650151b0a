import { asFunction, asValue, createContainer, InjectionMode, type AwilixContainer } from 'awilix'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import { createHost, type HostServices } from './host.ts'
import type { ConfiguredPlugin, LoadedPlugin } from './loaded-plugin.ts'
import type { Host } from '../host.ts'
import type { Contribution, Plugin } from '../plugin.ts'

interface PluginCradle extends HostServices {
  readonly plugin: Plugin
  readonly config: object
  readonly host: Host
  readonly contribution: Contribution
}

/**
 * Creates every plugin in a scope of its own, with a host of its own, and offers their gates. No I/O happens: what they
 * contribute starts with the plugin runner and the server.
 */
export function loadPlugins(
  configured: readonly ConfiguredPlugin[],
  services: HostServices,
): readonly LoadedPlugin[] {
  const container = createContainer<PluginCradle>({
    injectionMode: InjectionMode.PROXY,
    strict: true,
  })
  for (const [name, service] of Object.entries(services)) container.register(name, asValue(service))
  return configured.map(one => {
    const contribution = create(scopeOf(container, one), one.plugin.name)
    services.gates.offer(one.plugin.name, contribution.gates ?? [])
    services.silences?.offer(contribution.silences)
    services.healing?.offer(one.plugin.name, contribution)
    return { ...one, contribution }
  })
}

function create({ cradle }: AwilixContainer<PluginCradle>, name: string): Contribution {
  try {
    return cradle.contribution
  } catch (error) {
    if (isDecklogError(error)) throw error
    const message = `plugin ${name} cannot be created: ${messageOf(error)}`
    throw new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause: error })
  }
}

function scopeOf(
  container: AwilixContainer<PluginCradle>,
  { plugin, config }: ConfiguredPlugin,
): AwilixContainer<PluginCradle> {
  return container.createScope().register({
    plugin: asValue(plugin),
    config: asValue(config),
    host: asFunction((cradle: PluginCradle) => createHost(cradle, plugin.name, config)).scoped(),
    contribution: asFunction((cradle: PluginCradle) => plugin.create(cradle.host)).scoped(),
  })
}
