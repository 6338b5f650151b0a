import type { LoadedSettings } from '../config/config.ts'
import type { LineApiClient } from './api-client.ts'
import type { CliCommand, CommandContext } from './command.ts'

/** What a command of core is given beyond what a plugin's gets. */
export interface CoreContext extends CommandContext {
  readonly api: LineApiClient
  /** Settings from `--config` and the environment. */
  loadSettings(): Promise<LoadedSettings>
}

/** A command of core. */
export interface CoreCommand extends Omit<CliCommand, 'run'> {
  readonly calls: 'api' | 'nothing'
  readonly examples: readonly string[]
  run(context: CoreContext): Promise<number>
}

/** A plugin's command as one of core. */
export function fromPlugin(command: CliCommand): CoreCommand {
  return { calls: 'api', examples: [], ...command }
}
