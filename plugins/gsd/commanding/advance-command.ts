import type { CliCommand } from '../../../core/cli/command.ts'
import { stages } from '../stage.ts'
import { orRefused } from './or-refused.ts'
import { printRun } from './print-run.ts'
import { runArgument, runPath } from './run-path.ts'
import { readToldRun } from './told-run.ts'

/** The command `decklog runs advance`. */
export function createAdvanceCommand(): CliCommand {
  return {
    name: 'runs advance',
    summary: 'move a delivery run on; ends with 1, and what is allowed now, when it refuses',
    arguments: [
      runArgument,
      { syntax: '[to]', summary: 'a stage, or completed; default: what comes next' },
    ],
    options: [{ syntax: '--reason <text>', summary: 'why; to go back or to skip' }],
    examples: [
      'decklog runs advance "$RUN"',
      'decklog runs advance "$RUN" planning --reason "The plan was wrong."',
    ],
    run(context) {
      const { api, options } = context
      const path = runPath(context)
      return orRefused(context, async () => {
        const to = options['to'] ?? nextOf(readToldRun(await api.get(path)).stage)
        const move = to === 'completed' ? { status: to } : { stage: to }
        printRun(context, await api.patch(path, { ...move, reason: options['reason'] }))
      })
    },
  }
}

function nextOf(current: string): string {
  return stages[stages.findIndex(stage => stage === current) + 1] ?? 'completed'
}
