import type { CliCommand } from '../../../core/cli/command.ts'
import { fields, readAnswer } from '../../../core/cli/answer.ts'
import { orRefused } from './or-refused.ts'
import { runArgument, runPath } from './run-path.ts'
import { approvals } from './told-run.ts'

/** The command `decklog runs approve`. */
export function createApproveCommand(): CliCommand {
  return {
    name: 'runs approve',
    summary: 'approve or reject what a delivery run asks approval for; ends with 1 when it refuses',
    arguments: [runArgument],
    options: [
      { syntax: '--stage <stage>', summary: 'the stage that is entered; default: completion' },
      { syntax: '--note <text>', summary: 'why; a rejection needs it' },
      { syntax: '--reject', summary: 'reject instead' },
    ],
    examples: [
      'decklog runs approve "$RUN" --note "Looks right."',
      'decklog runs approve "$RUN" --stage rollout --reject --note "Not before Monday."',
    ],
    run(context) {
      const { api, options, print } = context
      return orRefused(context, async () => {
        const answer = await api.post(runPath(context, '/approvals'), {
          stage: options['stage'],
          note: options['note'],
          decision: options['reject'] ? 'rejected' : 'approved',
        })
        const { points } = readAnswer(answer, fields({ points: approvals }))
        if (options['json']) return print(JSON.stringify(answer))
        for (const { stage, status, given, required } of points)
          print(`${stage} ${status}, ${given} of ${required}`)
      })
    },
  }
}
