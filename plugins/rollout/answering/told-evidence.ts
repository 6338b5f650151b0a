import Joi from 'joi'

/** What the command reads of a run and of all that belongs to it. */
export interface RolloutEvidence {
  readonly run: ToldRun
  readonly approvals: readonly ToldApproval[]
  readonly timeline: readonly ToldFact[]
  readonly verifications: readonly ToldCheckedTarget[]
  /** Null when the run names none, or none that is registered. */
  readonly release: ToldRelease | null
}

interface ToldRun {
  readonly id: string
  readonly run_name: string
  readonly iteration_number: number
  readonly stage: string
  readonly status: string
  readonly release_id: string | null
  readonly created_at: string
  readonly completed_at: string | null
  readonly gate_decisions: readonly {
    readonly id: string
    readonly stage: string
    readonly decision: string
    readonly effect: string
    readonly decided_at: string
  }[]
}

interface ToldApproval {
  readonly stage: string
  readonly decision: string
  readonly actor: string
  readonly note: string | null
  readonly decided_at: string
  readonly state: string
}

interface ToldFact {
  readonly event_id: string
  readonly type: string
  readonly at: string
  readonly actor: string
}

interface ToldCheckedTarget {
  readonly target: string
  readonly verdict: string
  readonly finished_at: string
  readonly event_id: string
  readonly checks: readonly {
    readonly name: string
    readonly required: boolean
    readonly verdict: string
    readonly detail: string
  }[]
}

interface ToldRelease {
  readonly commit: string
  readonly built_at: string
  readonly images: readonly {
    readonly name: string
    readonly repository: string
    readonly tag: string
    readonly digest: string
  }[]
}

const text = Joi.string().allow('')
const open = (fields: Joi.PartialSchemaMap): Joi.ObjectSchema =>
  Joi.object(fields).prefs({ presence: 'required' }).unknown()

const runSchema = open({
  id: text,
  run_name: text,
  iteration_number: Joi.number(),
  stage: text,
  status: text,
  release_id: text.allow(null),
  created_at: text,
  completed_at: text.allow(null),
  gate_decisions: Joi.array().items(
    open({ id: text, stage: text, decision: text, effect: text, decided_at: text }),
  ),
})
const approvalsSchema = open({
  approvals: Joi.array().items(
    open({
      stage: text,
      decision: text,
      actor: text,
      note: text.allow(null),
      decided_at: text,
      state: text,
    }),
  ),
})
const timelineSchema = open({
  entries: Joi.array().items(open({ event_id: text, type: text, at: text, actor: text })),
})
const check = open({ name: text, required: Joi.boolean(), verdict: text, detail: text })
const verificationsSchema = open({
  verifications: Joi.array().items(
    open({
      target: text,
      verdict: text,
      finished_at: text,
      event_id: text,
      checks: Joi.array().items(check),
    }),
  ),
})
const releaseSchema = open({
  commit: text,
  built_at: text,
  images: Joi.array().items(open({ name: text, repository: text, tag: text, digest: text })),
})

/** Reads a run. */
export const readRun = (answer: unknown): ToldRun => Joi.attempt(answer, runSchema)

/** Reads its approvals. */
export const readApprovals = (answer: unknown): readonly ToldApproval[] =>
  Joi.attempt(answer, approvalsSchema).approvals

/** Reads its timeline. */
export const readTimeline = (answer: unknown): readonly ToldFact[] =>
  Joi.attempt(answer, timelineSchema).entries

/** Reads its verifications. */
export const readVerifications = (answer: unknown): readonly ToldCheckedTarget[] =>
  Joi.attempt(answer, verificationsSchema).verifications

/** Reads its release. */
export const readRelease = (answer: unknown): ToldRelease => Joi.attempt(answer, releaseSchema)
