import type { CliCommand } from '../../../core/cli/command.ts'
import { formatTable } from '../../../core/cli/format-table.ts'
import { list, readAnswer } from '../../../core/cli/answer.ts'
import { toldRun, type ToldRun } from './told-run.ts'

/** The command `decklog runs list`. */
export function createListCommand(): CliCommand {
  return {
    name: 'runs list',
    summary: 'list delivery runs, newest first',
    options: [
      { syntax: '--board <id>', summary: 'only runs of this board' },
      { syntax: '--stage <stage>', summary: 'only runs in this stage' },
      { syntax: '--status <status>', summary: 'only runs with this status' },
      { syntax: '--limit <n>', summary: 'how many at most; default: 50, at most 200' },
    ],
    examples: ['decklog runs list --stage rollout --status blocked'],
    async run({ api, options, print }) {
      const query = new URLSearchParams()
      for (const [option, field] of fields) {
        const value = options[option]
        if (typeof value === 'string') query.set(field, value)
      }
      const answer = await api.get(`/api/v1/gsd-runs?${query.toString()}`)
      const runs = readAnswer(answer, list(toldRun))
      if (options['json']) print(JSON.stringify(answer))
      else formatTable(head, runs.map(cells)).forEach(print)
      return 0
    },
  }
}

const fields = [
  ['board', 'board_id'],
  ['stage', 'stage'],
  ['status', 'status'],
  ['limit', 'limit'],
] as const

const head = ['run', 'name', 'iteration', 'stage', 'status', 'release', 'updated']

function cells(run: ToldRun): readonly string[] {
  return [
    run.id,
    run.run_name,
    String(run.iteration_number),
    run.stage,
    run.status,
    run.release_id?.slice(0, 12) ?? 'none',
    run.updated_at,
  ]
}
