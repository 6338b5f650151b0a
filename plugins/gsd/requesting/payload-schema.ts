import Joi, { type Schema } from 'joi'
import { duration } from '../../../core/timing/duration.ts'
import { uuid } from '../../../core/validation/fields.ts'
import { stages, statuses, steps } from '../stage.ts'

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
  reason: text(4_000).description(
    'Why: needed by a run with a release to go back, skip, unblock, reopen or waive.',
  ),
  release_id: Joi.string()
    .trim()
    .lowercase()
    .empty(['', null])
    .hex()
    .length(64)
    .description('SHA-256 of the release manifest; holds the run to the rules.'),
  owner_approval_required: optional(Joi.boolean()).description('Approval to complete.'),
  owner_approval_status: optional(
    Joi.valid('not_required', 'pending', 'approved', 'rejected'),
  ).description('`approved` and `rejected` need the scope approve, `rejected` a note as well.'),
  owner_approval_note: text(4_000).description('Note of the approval.'),
  rollout_evidence_links: optional(
    Joi.array().items(Joi.string().trim().min(1).max(2_000)).max(200),
  ).description('The links shown from now on; kept once, in order.'),
  metrics_snapshot: optional(
    Joi.object().pattern(Joi.string().max(200), metric).max(200),
  ).description('All metrics from now on: numbers, numeric text, or booleans as 1 and 0.'),
  approvals: optional(Joi.array().items(asked).max(steps.length).unique('stage')).description(
    'Approvals to ask for, or to ask for anew.',
  ),
}

/** What a PATCH of a run takes. */
export const patchSchema = Joi.object(common)

/** What a POST of a run takes. */
export const createSchema = Joi.object({
  ...common,
  organization_id: text(200).description('Whose it is; the configured one by default.'),
  board_id: optional(uuid()).description('Its board.'),
  task_id: optional(uuid()).description('The task it serves.'),
  created_by_user_id: text(200).description('For whom it is created.'),
  required_evidence: Joi.array()
    .items(Joi.string().trim().min(1).max(200))
    .max(50)
    .unique()
    .empty(null)
    .default([])
    .description('Types of evidence it needs to complete.'),
})
