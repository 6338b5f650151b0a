import {
  fields,
  list,
  number,
  type Of,
  orNull,
  otherwise,
  readAnswer,
  text,
} from '../../../core/cli/answer.ts'
import type { CommandContext, ExitCode } from '../../../core/cli/command.ts'
import { isDecklogError } from '../../../core/errors.ts'

/** Approvals of a run, as far as commands print them. */
export const approvals = list(
  fields({ stage: text, status: text, required: number, given: number }),
)

/** A proof of a run, as far as commands print it. */
export const toldEvidence = fields({ type: text, title: text, url: orNull(text) })

/** A run as the API tells it, as far as commands print it. */
export const toldRun = fields({
  id: text,
  run_name: text,
  iteration_number: number,
  board_id: orNull(text),
  release_id: orNull(text),
  rules: text,
  stage: text,
  stage_attempt: number,
  status: text,
  outcome: orNull(text),
  status_reason: orNull(text),
  created_at: text,
  updated_at: text,
  rollout_evidence_links: list(text),
  approvals,
  gate_decisions: list(fields({ id: text, stage: text, decision: text, effect: text })),
})

/** A run as commands know it. */
export type ToldRun = Of<typeof toldRun>

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

const refusal = fields({
  reason: text,
  allowed_now: list(fields({ change: text, to: text, needs: list(text) })),
  gate_decisions: otherwise(
    list(fields({ id: text, stage: text, gates: list(fields({ gate: text, decision: text })) })),
    [],
  ),
  changed: otherwise(
    orNull(fields({ attached: list(toldEvidence), withdrawn: list(toldEvidence) })),
    null,
  ),
  subject_digest: otherwise(orNull(text), null),
})

/** Says why a run refused, what its gates said, and what it allows now. */
function refusalLines(detail: string, extra: Readonly<Record<string, unknown>>): readonly string[] {
  const told = readAnswer(extra, refusal)
  const { reason, gate_decisions: decisions, allowed_now: allowed, subject_digest: digest } = told
  return [
    `refused: ${detail} (${reason})`,
    ...decisions.map(({ id, stage, gates }) => {
      const answers = gates.map(({ gate, decision }) => `${gate} ${decision}`)
      return `gates of ${stage}: ${answers.join(', ')}; decision ${id}`
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
