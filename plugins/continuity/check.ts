import type { CliCommand } from '../../core/check-api.ts'
import { checkCommand } from './commanding/check-command.ts'

/** The command `decklog check continuity`, the same on every machine. */
export default (): CliCommand => checkCommand
