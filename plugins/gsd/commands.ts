import type { CliCommand } from '../../core/cli/command.ts'
import { createAdvanceCommand } from './commanding/advance-command.ts'
import { createApproveCommand } from './commanding/approve-command.ts'
import { createAttachCommand } from './commanding/attach-command.ts'
import { createListCommand } from './commanding/list-command.ts'
import { createShowCommand } from './commanding/show-command.ts'
import { createStartCommand } from './commanding/start-command.ts'

/** The commands `decklog runs …`. */
export function createCommands(): readonly CliCommand[] {
  return [
    createListCommand(),
    createShowCommand(),
    createStartCommand(),
    createAdvanceCommand(),
    createApproveCommand(),
    createAttachCommand(),
  ]
}
