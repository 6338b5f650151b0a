import type { CliCommand } from '../../../core/plugin-api.ts'
import { approveCommand, pauseCommand, resumeCommand, runCommand } from './writing-commands.ts'
import { listCommand, showCommand } from './reading-commands.ts'

/** The commands `decklog recovery …`. */
export function recoveryCommands(): readonly CliCommand[] {
  return [listCommand, showCommand, runCommand, approveCommand, pauseCommand, resumeCommand]
}
