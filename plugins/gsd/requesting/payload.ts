import Joi, { type Schema } from 'joi'
import { duration, inputs, invalidField } from '../../../core/plugin-api.ts'
import type { ApprovalAsked, Change } from '../running/command.ts'
import type { Outcome } from '../events/stage-events.ts'
import { outcomes, type Stage, stages, type Status, statuses, type Step, steps } from '../stage.ts'

/** The body of a PATCH, as its schema leaves it. */
export interface PatchPayload {
  readonly run_name?: string
  readonly iteration_number?: number
  readonly stage?: Stage
  readonly status?: Status
  readonly outcome?: Outcome
  readonly reason?: string
  readonly release_id?: string
  readonly owner_approval_required?: boolean
  readonly owner_approval_status?: 'not_required' | 'pending' | 'approved' | 'rejected'
  readonly owner_approval_note?: string
  readonly subject_digest?: string
  readonly rollout_evidence_links?: readonly string[]
  readonly metrics_snapshot?: Readonly<Record<string, number | boolean>>
  readonly approvals?: readonly AskedPayload[]
}

interface AskedPayload {
  readonly stage: Step
  readonly required: number
  readonly role: string | null
  readonly two_person: boolean
  readonly expires_after: number | null
}

/** Reads a change from a body: what is absent is left out. */
export function changeOf(payload: PatchPayload): Change {
  const { owner_approval_required: owner, owner_approval_status: status } = payload
  const { rollout_evidence_links: links, metrics_snapshot: metrics } = payload
  return present({
    stage: payload.stage,
    status: statusOf(payload),
    outcome: payload.outcome,
    reason: payload.reason,
    releaseId: payload.release_id,
    runName: payload.run_name,
    iterationNumber: payload.iteration_number,
    ownerApproval: owner === undefined ? undefined : owner ? 'required' : 'not_required',
    ownerApprovalStatus: status === 'not_required' ? undefined : status,
    ownerApprovalNote: payload.owner_approval_note,
    approvals: payload.approvals?.map(askedOf),
    links: links && [...new Set(links)],
    metrics: metrics && metricsOf(metrics),
  })
}

// How a run ends says that it does.
function statusOf({ status, outcome }: PatchPayload): Status | undefined {
  if (outcome === undefined) return status
  if (status === undefined || status === 'completed') return 'completed'
  throw invalidField('outcome', 'goes with the status completed alone')
}

function askedOf({ stage, required, role, ...rest }: AskedPayload): ApprovalAsked {
  return {
    step: stage,
    required,
    role,
    secondPerson: rest.two_person ? 'required' : 'not_required',
    expiresAfterSeconds: rest.expires_after,
  }
}

function metricsOf(sent: Readonly<Record<string, number | boolean>>): Record<string, number> {
  const named = Object.entries(sent).map(([name, value]) => [name.trim(), Number(value)] as const)
  return Object.fromEntries(named.filter(([name]) => name !== ''))
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

// The one cast: whatever is undefined has been taken out.
function present<T extends object>(fields: T): Present<T> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Present<T>
}

// Clients of old send null for what they leave alone.
const optional = (schema: Schema): Schema => schema.empty(null)
const text = (most: number): Schema => Joi.string().trim().empty(['', null]).max(most)

const metric = Joi.alternatives(Joi.boolean().strict(), Joi.number())

const asked = Joi.object({
  stage: Joi.valid(...steps)
    .required()
    .description('The stage whose entry it guards, or `completion`.'),
  required: Joi.number()
    .integer()
    .min(1)
    .max(20)
    .default(1)
    .description('How many different people must approve.'),
  role: text(200).default(null).description('Whom to ask.'),
  two_person: Joi.boolean()
    .default(false)
    .description('Who created or advanced the run does not count.'),
  expires_after: duration().min(60).default(null).description('How long an approval is good for.'),
})

const common = {
  run_name: text(500).description('Iterations of a run share its name.'),
  iteration_number: optional(Joi.number().integer().min(1)).description('Which iteration.'),
  stage: optional(Joi.valid(...stages)).description('The stage it is in from now on.'),
  status: optional(Joi.valid(...statuses)).description('Its status from now on.'),
  outcome: optional(Joi.valid(...outcomes)).description(
    'How it ends, with status `completed`: without success it needs a `reason`, and no approvals, evidence or gates.',
  ),
  reason: text(4_000).description(
    'Why: needed by a run with a release to go back, skip, unblock, reopen or waive.',
  ),
  release_id: inputs
    .sha256()
    .trim()
    .lowercase()
    .empty(['', null])
    .description('SHA-256 of the release manifest; holds the run to the rules.'),
  owner_approval_required: optional(Joi.boolean().truthy(1, '1').falsy(0, '0')).description(
    'Approval to complete; 1 and 0 too.',
  ),
  owner_approval_status: optional(
    Joi.valid('not_required', 'pending', 'approved', 'rejected'),
  ).description('`approved` and `rejected` need the scope approve, `rejected` a note as well.'),
  owner_approval_note: text(4_000).description('Note of the approval.'),
  rollout_evidence_links: optional(Joi.array().items(inputs.link(2_000)).max(200)).description(
    'The links shown from now on; kept once, in order.',
  ),
  metrics_snapshot: optional(
    Joi.object().pattern(Joi.string().max(200), metric).max(200),
  ).description('All metrics from now on: numbers, numeric text, or booleans as 1 and 0.'),
  approvals: optional(Joi.array().items(asked).max(steps.length).unique('stage')).description(
    'Approvals to ask for, or to ask for anew.',
  ),
}

/** What an approver has looked at. */
export const subjectDigestField = inputs
  .sha256()
  .lowercase()
  .description(
    'Digest of what was looked at, as the approvals of the run show it; when the run is no longer that, the request is refused.',
  )

/** What a PATCH of a run takes. */
export const patchSchema = Joi.object({ ...common, subject_digest: optional(subjectDigestField) })

/** What a POST of a run takes. */
export const createSchema = Joi.object({
  ...common,
  organization_id: optional(inputs.uuid()).description(
    'Whose it is; by default that of this deployment.',
  ),
  board_id: optional(inputs.uuid()).description('Its board.'),
  task_id: optional(inputs.uuid()).description('The task it serves.'),
  required_evidence: Joi.array()
    .items(Joi.string().trim().min(1).max(200))
    .max(50)
    .unique()
    .empty(null)
    .default([])
    .description('Types of evidence it needs to complete.'),
})
