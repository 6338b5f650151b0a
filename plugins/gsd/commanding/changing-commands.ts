import type { CliCommand } from '../../../core/plugin-api.ts'
import { stages } from '../stage.ts'
import { orRefused, printRun, readToldRun, runArgument, runPath } from './told-run.ts'

/** The command `decklog runs start`. */
export function createStartCommand(): CliCommand {
  return {
    name: 'runs start',
    summary: 'start a delivery run; prints its id, stage and status',
    arguments: [{ syntax: '[name]', summary: 'its name; iterations share it', field: 'run_name' }],
    options: [
      { syntax: '--board <id>', summary: 'its board' },
      { syntax: '--release <sha256>', summary: 'the release it delivers: holds it to the rules' },
      {
        syntax: '--iteration <n>',
        summary: 'which iteration of the name; default: 1',
        field: 'iteration_number',
      },
      { syntax: '--stage <stage>', summary: 'the stage it starts in; default: planning' },
      {
        syntax: '--needs-evidence <type>',
        summary: 'a type of evidence it needs to complete; may be given several times',
        takes: 'many',
        field: 'required_evidence',
      },
      {
        syntax: '--needs-approval',
        summary: 'needs the owner’s approval to complete',
        field: 'owner_approval_required',
      },
    ],
    examples: ['decklog runs start checkout --release "$RELEASE_ID" --needs-approval'],
    run(context) {
      const { api, options, lists } = context
      return orRefused(context, async () => {
        const body = {
          run_name: options['name'],
          board_id: options['board'],
          release_id: options['release'],
          iteration_number: options['iteration'],
          stage: options['stage'],
          owner_approval_required: options['needsApproval'],
          required_evidence: lists['needsEvidence'],
        }
        printRun(context, await api.post('/api/v1/gsd-runs', body))
      })
    },
  }
}

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

/** The command `decklog runs end`. */
export function createEndCommand(): CliCommand {
  return {
    name: 'runs end',
    summary: 'end a delivery run without success; asks no gates, approvals or evidence',
    arguments: [runArgument, { syntax: '<outcome>', summary: 'failed, cancelled or superseded' }],
    options: [{ syntax: '--reason <text>', summary: 'why; it is needed' }],
    examples: ['decklog runs end "$RUN" superseded --reason "Iteration 3 delivers it."'],
    run(context) {
      const { api, options } = context
      return orRefused(context, async () => {
        const body = {
          status: 'completed',
          outcome: options['outcome'],
          reason: options['reason'],
        }
        printRun(context, await api.patch(runPath(context), body))
      })
    },
  }
}
