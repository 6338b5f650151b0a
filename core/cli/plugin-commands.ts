import { loadSettings } from '../config/config.ts'
import type { Environment } from '../config/read-environment.ts'
import { createIdle } from '../loading/idle-host.ts'
import { loadInstallation } from '../loading/load-installation.ts'
import type { Contribution } from '../plugin.ts'
import { type CoreCommand, fromPlugin } from './command.ts'

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

/** Finds what plugins contribute; none starts. */
async function findContributions(request: PluginCommandsRequest): Promise<readonly Contribution[]> {
  const loaded = await loadSettings(request)
  return createIdle(await loadInstallation(loaded), loaded).map(({ contribution }) => contribution)
}
