import {
  fields,
  flag,
  list,
  number,
  type Of,
  orNull,
  readAnswer,
  text,
} from '../../../core/cli/answer.ts'

const decision = fields({ id: text, stage: text, decision: text, effect: text, decided_at: text })
const run = fields({
  id: text,
  run_name: text,
  iteration_number: number,
  stage: text,
  status: text,
  release_id: orNull(text),
  created_at: text,
  completed_at: orNull(text),
  gate_decisions: list(decision),
})
const approval = fields({
  stage: text,
  decision: text,
  actor: text,
  note: orNull(text),
  decided_at: text,
  state: text,
})
const fact = fields({ event_id: text, type: text, at: text, actor: text })
const check = fields({ name: text, required: flag, verdict: text, detail: text })
const verification = fields({
  target: text,
  verdict: text,
  finished_at: text,
  event_id: text,
  checks: list(check),
})
const release = fields({
  commit: text,
  built_at: text,
  images: list(fields({ name: text, repository: text, tag: text, digest: text })),
})

/** What the command reads of a run and of all that belongs to it. */
export interface RolloutEvidence {
  readonly run: Of<typeof run>
  readonly approvals: readonly Of<typeof approval>[]
  readonly timeline: readonly Of<typeof fact>[]
  readonly verifications: readonly Of<typeof verification>[]
  /** Null when the run names none, or none that is registered. */
  readonly release: Of<typeof release> | null
}

/** Reads a run. */
export const readRun = (answer: unknown): RolloutEvidence['run'] => readAnswer(answer, run)

/** Reads its approvals. */
export const readApprovals = (answer: unknown): RolloutEvidence['approvals'] =>
  readAnswer(answer, fields({ approvals: list(approval) })).approvals

/** Reads its timeline. */
export const readTimeline = (answer: unknown): RolloutEvidence['timeline'] =>
  readAnswer(answer, fields({ entries: list(fact) })).entries

/** Reads its verifications. */
export const readVerifications = (answer: unknown): RolloutEvidence['verifications'] =>
  readAnswer(answer, fields({ verifications: list(verification) })).verifications

/** Reads its release. */
export const readRelease = (answer: unknown): Of<typeof release> => readAnswer(answer, release)
