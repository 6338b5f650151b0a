import type { Environment } from '../config/read-environment.ts'
import { checkPluginConfig } from '../config/check-plugin-config.ts'
import { loadSettings, type LoadedSettings } from '../config/config.ts'
import { systemClock } from '../clock.ts'
import { discoverPlugins } from '../loading/discover-plugins.ts'
import { createLogger } from '../telemetry/log.ts'
import type { Contribution, Host, Plugin } from '../plugin.ts'
import { fromPlugin, type CoreCommand } from './core-command.ts'

interface PluginCommandsRequest {
  readonly env: Environment
  readonly cwd: string
  readonly file: string | undefined
}

/** Finds the commands that plugins add. */
export async function findPluginCommands(
  request: PluginCommandsRequest,
): Promise<readonly CoreCommand[]> {
  const contributions = await findContributions(request)
  return contributions.flatMap(({ commands = [] }) => commands.map(fromPlugin))
}

/** Finds what plugins contribute. They are created for this, with a host that can reach nothing; none starts. */
export async function findContributions(
  request: PluginCommandsRequest,
): Promise<readonly Contribution[]> {
  const loaded = await loadSettings(request)
  const { plugins } = await discoverPlugins(loaded.settings)
  return plugins.map((plugin: Plugin) => {
    const config = checkPluginConfig(loaded, plugin.name, plugin.config)
    return plugin.create(createIdleHost(config, loaded))
  })
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
    alarms: [],
    read: refuse,
    gate: refuse,
    observe: refuse,
    execute: refuse,
    rows: refuse,
    all: refuse,
  }
}
