import type { CommandContext } from '../../../core/cli/command.ts'
import { readToldRun } from './told-run.ts'

/** Prints where a run stands after a change: one line, or the answer as it is. */
export function printRun(
  { options, print }: Pick<CommandContext, 'options' | 'print'>,
  answer: unknown,
): void {
  const { id, stage, status } = readToldRun(answer)
  print(options['json'] ? JSON.stringify(answer) : `${id} ${stage} ${status}`)
}
