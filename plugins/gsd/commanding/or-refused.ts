import type { CommandContext, ExitCode } from '../../../core/cli/command.ts'
import { isDecklogError } from '../../../core/errors.ts'
import { refusalLines } from './refusal-lines.ts'

/** Does what changes a run; what its state does not allow is printed with what is allowed now, and ends with 1. */
export async function orRefused(
  { options, print }: Pick<CommandContext, 'options' | 'print'>,
  work: () => Promise<void>,
): Promise<ExitCode> {
  try {
    await work()
    return 0
  } catch (error) {
    if (!isDecklogError(error, 'DECKLOG_REFUSED')) throw error
    const { code, message, extra } = error
    if (options['json']) print(JSON.stringify({ code, detail: message, ...extra }))
    else refusalLines(message, extra).forEach(print)
    return 1
  }
}
