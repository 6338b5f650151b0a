import { answers, type CliCommand, formatTable, readAnswer } from '../../../core/plugin-api.ts'
import {
  runArgument,
  runPath,
  type ToldRun,
  toldRun,
  statusOf,
  weakeningLines,
} from './told-run.ts'

const toldTime = answers.fields({
  stage: answers.text,
  attempt: answers.number,
  seconds: answers.number,
  waiting: answers.fields({ approvals_seconds: answers.number, gates_seconds: answers.number }),
})
const toldSummary = answers.fields({
  run: toldRun,
  durations: answers.fields({ stages: answers.list(toldTime) }),
})

/** The command `decklog runs show`. */
export function createShowCommand(): CliCommand {
  return {
    name: 'runs show',
    asOf: 'taken',
    summary: 'show one delivery run, what it waits for, and how long its stages took',
    arguments: [runArgument],
    async run(context) {
      const answer = await context.api.get(runPath(context, '/summary'))
      const { run, durations } = readAnswer(answer, toldSummary)
      if (context.options['json']) context.print(JSON.stringify(answer))
      else [...runLines(run), '', ...timeLines(durations.stages)].forEach(context.print)
      return 0
    },
  }
}

function timeLines(times: readonly answers.Of<typeof toldTime>[]): readonly string[] {
  const head = ['stage', 'attempt', 'seconds', 'for approvals', 'for gates']
  return formatTable(
    head,
    times.map(({ stage, attempt, seconds, waiting }) => [
      stage,
      ...[attempt, seconds, waiting.approvals_seconds, waiting.gates_seconds].map(String),
    ]),
  )
}

/** Describes a run, a line for each thing about it. */
function runLines(run: ToldRun): readonly string[] {
  return [
    `Run       ${run.id}`,
    `Name      ${run.run_name || 'none'}, iteration ${run.iteration_number}`,
    `Board     ${run.board_id ?? 'none'}`,
    `Release   ${run.release_id ?? 'none'}, held to the rules of ${run.rules}`,
    `Stage     ${run.stage}, attempt ${run.stage_attempt}`,
    `Status    ${statusOf(run)}${run.status_reason === null ? '' : `: ${run.status_reason}`}`,
    `Updated   ${run.updated_at}`,
    ...run.approvals.map(
      ({ stage, status, given, required }) =>
        `Approval  ${stage} ${status}, ${given} of ${required}`,
    ),
    ...run.gate_decisions.map(
      ({ stage, decision, effect, id }) => `Gates     ${stage} ${decision}, ${effect}; ${id}`,
    ),
    ...run.gate_decisions.flatMap(({ stage, by_rules: softened }) =>
      softened.map(({ gate, text }) => `          ${stage}: ${gate} ${text}`),
    ),
    ...weakeningLines(run.rules_weakened),
    ...run.rollout_evidence_links.map(link => `Evidence  ${link}`),
  ]
}

/** The command `decklog runs list`. */
export function createListCommand(): CliCommand {
  return {
    name: 'runs list',
    asOf: 'taken',
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
      for (const [option, field] of queryFields) {
        const value = options[option]
        if (typeof value === 'string') query.set(field, value)
      }
      const answer = await api.get(`/api/v1/gsd-runs?${query.toString()}`)
      const runs = readAnswer(answer, answers.list(toldRun))
      if (options['json']) print(JSON.stringify(answer))
      else formatTable(head, runs.map(cells)).forEach(print)
      return 0
    },
  }
}

const queryFields = [
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
    statusOf(run),
    run.release_id?.slice(0, 12) ?? 'none',
    run.updated_at,
  ]
}
