import type { Environment } from '../config/read-environment.ts'
import { checkPluginConfig } from '../config/check-plugin-config.ts'
import { loadSettings, type LoadedSettings } from '../config.ts'
import { systemClock } from '../clock.ts'
import { discoverPlugins } from '../loading/discover-plugins.ts'
import { createLogger } from '../log.ts'
import type { Host, Plugin } from '../plugin.ts'
import { fromPlugin, type CoreCommand } from './core-command.ts'

interface PluginCommandsRequest {
  readonly env: Environment
  readonly cwd: string
  readonly file: string | undefined
}

/** Finds the commands that plugins add. Plugins are created for this, with a host that can reach nothing; none starts. */
export async function findPluginCommands(
  request: PluginCommandsRequest,
): Promise<readonly CoreCommand[]> {
  const loaded = await loadSettings(request)
  const { plugins } = await discoverPlugins(loaded.settings)
  return plugins.flatMap(plugin => commandsOf(plugin, loaded))
}

function commandsOf(plugin: Plugin, loaded: LoadedSettings): readonly CoreCommand[] {
  const config = checkPluginConfig(loaded, plugin.name, plugin.config)
  const { commands = [] } = plugin.create(createIdleHost(config, loaded))
  return commands.map(fromPlugin)
}

function createIdleHost<Config extends object>(
  config: Config,
  { settings }: LoadedSettings,
): Host<Config> {
  const refuse = (): never => {
    throw new Error('A command of a plugin reaches Decklog through its API alone')
  }
  return {
    config,
    log: createLogger('silent'),
    clock: systemClock,
    machine: { name: settings.nodeName, root: settings.hostRoot },
    outbound: { check: refuse, request: refuse, connect: refuse },
    read: refuse,
    gate: refuse,
    observe: refuse,
    execute: refuse,
    rows: refuse,
  }
}
