import {
  fields,
  list,
  number,
  type Of,
  orNull,
  readAnswer,
  text,
} from '../../../core/cli/answer.ts'

/** Approvals of a run, as far as commands print them. */
export const approvals = list(
  fields({ stage: text, status: text, required: number, given: number }),
)

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
