import { answers, readAnswer } from '../../../core/plugin-api.ts'

const decision = answers.fields({
  id: answers.text,
  stage: answers.text,
  decision: answers.text,
  effect: answers.text,
  decided_at: answers.text,
})
const run = answers.fields({
  id: answers.text,
  run_name: answers.text,
  iteration_number: answers.number,
  stage: answers.text,
  status: answers.text,
  release_id: answers.orNull(answers.text),
  created_at: answers.text,
  completed_at: answers.orNull(answers.text),
  gate_decisions: answers.list(decision),
})
const approval = answers.fields({
  stage: answers.text,
  decision: answers.text,
  actor: answers.text,
  note: answers.orNull(answers.text),
  decided_at: answers.text,
  state: answers.text,
})
const fact = answers.fields({
  event_id: answers.text,
  type: answers.text,
  at: answers.text,
  actor: answers.text,
})
const check = answers.fields({
  name: answers.text,
  required: answers.flag,
  verdict: answers.text,
  detail: answers.text,
})
const verification = answers.fields({
  target: answers.text,
  verdict: answers.text,
  finished_at: answers.text,
  event_id: answers.text,
  checks: answers.list(check),
})
const release = answers.fields({
  commit: answers.text,
  built_at: answers.text,
  images: answers.list(
    answers.fields({
      name: answers.text,
      repository: answers.text,
      tag: answers.text,
      digest: answers.text,
    }),
  ),
})

/** What the command reads of a run and of all that belongs to it. */
export interface RolloutEvidence {
  readonly run: answers.Of<typeof run>
  readonly approvals: readonly answers.Of<typeof approval>[]
  readonly timeline: readonly answers.Of<typeof fact>[]
  readonly verifications: readonly answers.Of<typeof verification>[]
  /** Null when the run names none, or none that is registered. */
  readonly release: answers.Of<typeof release> | null
}

/** Reads a run. */
export const readRun = (answer: unknown): RolloutEvidence['run'] => readAnswer(answer, run)

/** Reads its approvals. */
export const readApprovals = (answer: unknown): RolloutEvidence['approvals'] =>
  readAnswer(answer, answers.fields({ approvals: answers.list(approval) })).approvals

/** Reads its timeline. */
export const readTimeline = (answer: unknown): RolloutEvidence['timeline'] =>
  readAnswer(answer, answers.fields({ entries: answers.list(fact) })).entries

/** Reads its verifications. */
export const readVerifications = (answer: unknown): RolloutEvidence['verifications'] =>
  readAnswer(answer, answers.fields({ verifications: answers.list(verification) })).verifications

/** Reads its release. */
export const readRelease = (answer: unknown): answers.Of<typeof release> =>
  readAnswer(answer, release)
