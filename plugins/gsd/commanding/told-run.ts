import {
  answers,
  type CommandContext,
  type ExitCode,
  isDecklogError,
  readAnswer,
} from '../../../core/plugin-api.ts'

/** Approvals of a run, as far as commands print them. */
export const approvals = answers.list(
  answers.fields({
    stage: answers.text,
    status: answers.text,
    required: answers.number,
    given: answers.number,
  }),
)

/** A proof of a run, as far as commands print it. */
export const toldEvidence = answers.fields({
  type: answers.text,
  title: answers.text,
  url: answers.orNull(answers.text),
})

/** Weakened rules, as far as commands print them. */
export const toldWeakening = answers.fields({
  plugin: answers.text,
  weakened_at: answers.text,
  changes: answers.list(
    answers.fields({ path: answers.text, before: answers.text, after: answers.text }),
  ),
})

/** Tells of weakened rules, a line each. */
export function weakeningLines(
  weakenings: readonly answers.Of<typeof toldWeakening>[],
): readonly string[] {
  return weakenings.flatMap(({ plugin, weakened_at: at, changes }) =>
    changes.map(
      ({ path, before, after }) =>
        `Weakened  rules of ${plugin}: ${path} ${before} -> ${after}, at ${at}`,
    ),
  )
}

/** A run as the API tells it, as far as commands print it. */
export const toldRun = answers.fields({
  id: answers.text,
  run_name: answers.text,
  iteration_number: answers.number,
  board_id: answers.orNull(answers.text),
  release_id: answers.orNull(answers.text),
  rules: answers.text,
  stage: answers.text,
  stage_attempt: answers.number,
  status: answers.text,
  outcome: answers.orNull(answers.text),
  status_reason: answers.orNull(answers.text),
  created_at: answers.text,
  updated_at: answers.text,
  rollout_evidence_links: answers.list(answers.text),
  approvals,
  gate_decisions: answers.list(
    answers.fields({
      id: answers.text,
      stage: answers.text,
      decision: answers.text,
      effect: answers.text,
      by_rules: answers.otherwise(
        answers.list(answers.fields({ gate: answers.text, text: answers.text })),
        [],
      ),
    }),
  ),
  rules_weakened: answers.otherwise(answers.list(toldWeakening), []),
})

/** A run as commands know it. */
export type ToldRun = answers.Of<typeof toldRun>

/** Takes a run from an answer. */
export function readToldRun(answer: unknown): ToldRun {
  return readAnswer(answer, toldRun)
}

/** Prints where a run stands after a change: one line, or the answer as it is. */
export function printRun(
  { options, print }: Pick<CommandContext, 'options' | 'print'>,
  answer: unknown,
): void {
  const told = readToldRun(answer)
  print(options['json'] ? JSON.stringify(answer) : `${told.id} ${told.stage} ${statusOf(told)}`)
}

/** The status of a run, with how it ended when that was not success. */
export function statusOf({ status, outcome }: ToldRun): string {
  return outcome === null || outcome === 'succeeded' ? status : `${status}, ${outcome}`
}

/** The argument that names a run. */
export const runArgument = { syntax: '<run>', summary: 'id of the run' } as const

/** The path of the run that a command is about, with what comes after it. */
export function runPath({ options }: Pick<CommandContext, 'options'>, rest = ''): string {
  return `/api/v1/gsd-runs/${encodeURIComponent(String(options['run']))}${rest}`
}

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
    const { code, message, extra = {} } = error
    if (options['json']) print(JSON.stringify({ code, detail: message, ...extra }))
    else refusalLines(message, extra).forEach(print)
    return 1
  }
}

const refusal = answers.fields({
  reason: answers.text,
  allowed_now: answers.list(
    answers.fields({ change: answers.text, to: answers.text, needs: answers.list(answers.text) }),
  ),
  gate_decisions: answers.otherwise(
    answers.list(
      answers.fields({
        id: answers.text,
        stage: answers.text,
        gates: answers.list(answers.fields({ gate: answers.text, decision: answers.text })),
      }),
    ),
    [],
  ),
  changed: answers.otherwise(
    answers.orNull(
      answers.fields({
        attached: answers.list(toldEvidence),
        withdrawn: answers.list(toldEvidence),
      }),
    ),
    null,
  ),
  subject_digest: answers.otherwise(answers.orNull(answers.text), null),
})

/** Says why a run refused, what its gates said, and what it allows now. */
function refusalLines(detail: string, extra: Readonly<Record<string, unknown>>): readonly string[] {
  const told = readAnswer(extra, refusal)
  const { reason, gate_decisions: decisions, allowed_now: allowed, subject_digest: digest } = told
  return [
    `refused: ${detail} (${reason})`,
    ...decisions.map(({ id, stage, gates }) => {
      const given = gates.map(({ gate, decision }) => `${gate} ${decision}`)
      return `gates of ${stage}: ${given.join(', ')}; decision ${id}`
    }),
    ...(told.changed?.attached ?? []).map(({ type, title }) => `attached since: ${type}: ${title}`),
    ...(told.changed?.withdrawn ?? []).map(
      ({ type, title }) => `withdrawn since: ${type}: ${title}`,
    ),
    ...(digest === null ? [] : [`it is now ${digest}`]),
    ...(allowed.length > 0 ? ['allowed now:'] : []),
    ...allowed.map(({ change, to, needs }) => {
      const lacking = needs.length > 0 ? `, needs ${needs.join(', ')}` : ''
      return `  ${change} ${to}${lacking}`
    }),
  ]
}
