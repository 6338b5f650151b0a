import Joi, { type ObjectSchema } from 'joi'
import { approvalStates } from '../approving/standing.ts'
import { gateEffects } from '../events/gate-events.ts'
import { outcomes, stages, statuses, steps } from '../stage.ts'
import { inputs } from '../../../core/plugin-api.ts'

/** An object that has all of these fields. */
export const record = (fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema =>
  Joi.object(Object.fromEntries(Object.entries(fields).map(([k, field]) => [k, field.required()])))

const text = (): Joi.StringSchema => Joi.string().allow('')
const count = (): Joi.NumberSchema => Joi.number().integer().min(0)
const step = Joi.valid(...steps).description('A stage that is entered, or `completion`.')
const decision = Joi.valid('allow', 'warn', 'deny')

const via = text()
  .allow(null)
  .description('The service that named the person it acted for; null when it was nobody else.')

const approvalPoint = record({
  stage: step,
  status: Joi.valid('pending', 'approved', 'rejected'),
  required: count().description('How many different people must approve.'),
  given: count().description('How many approvals count now.'),
  role: text().allow(null),
  two_person: Joi.boolean().description('Who created or advanced the run does not count.'),
  expires_after_seconds: Joi.number().allow(null),
  round: count().description('Which request this is.'),
  requested_at: inputs.time(),
  requested_by: text(),
  approved_at: inputs.time().allow(null),
})

const approval = record({
  id: inputs.uuid(),
  stage: step,
  round: count(),
  decision: Joi.valid('approved', 'rejected'),
  actor: text(),
  via,
  note: text().allow(null),
  decided_at: inputs.time(),
  subject_digest: inputs
    .sha256()
    .description('Digest of the release and evidence it was decided on.'),
  expires_at: inputs.time().allow(null),
  voided_at: inputs.time().allow(null).description('When its subject changed.'),
  state: Joi.valid(...approvalStates).description(
    '`own`: by who created or advanced the run, where a second person is needed; `no_person`: by no person, where several or a second one are needed.',
  ),
})

const gateDecision = record({
  id: inputs.uuid().description('To be read at /api/v1/gate-decisions/{id}.'),
  stage: step,
  mode: Joi.valid('enforce', 'warn'),
  decision,
  effect: Joi.valid(...gateEffects).description('What became of the step.'),
  gates: Joi.array().items(record({ gate: text(), decision })),
  by_rules: Joi.array()
    .items(record({ gate: text(), answer: Joi.valid('not_asked', 'not_enforced'), text: text() }))
    .description('What the rules, and no gate, have answered.'),
  bypass_id: inputs.uuid().allow(null),
  record_digest: inputs
    .sha256()
    .description("SHA-256 of the canonical JSON of the decision's record."),
  decided_at: inputs.time(),
})

const bypass = record({
  id: inputs.uuid(),
  stage: step,
  gates: Joi.array().items(text()).allow(null).description('Null: all gates of the step.'),
  release_id: inputs.sha256().allow(null),
  reason: text(),
  actor: text(),
  via,
  given_at: inputs.time(),
  expires_at: inputs.time(),
  state: Joi.valid('active', 'expired'),
})

const weakening = record({
  plugin: text().description('Whose rules.'),
  changes: Joi.array().items(record({ path: text(), before: text(), after: text() })),
  weakened_at: inputs.time().description('When they took effect.'),
  rules_digest: inputs.sha256().description('The rules from then on: GET /api/v1/rules/{digest}.'),
  event_id: text().description('The event that recorded them.'),
})
const rulesWeakened = Joi.array()
  .items(weakening)
  .description('Rules that were weakened since it began: approvals given before do not count.')

/** Schema of a run. */
export const runSchema = record({
  id: inputs.uuid(),
  organization_id: text().allow(null),
  board_id: inputs.uuid().allow(null),
  task_id: inputs.uuid().allow(null),
  created_by_user_id: inputs
    .uuid()
    .allow(null)
    .description('Who created it, where that is a person known by a UUID.'),
  created_by: text().description('Who created it, as `kind:id`.'),
  created_via: via,
  run_name: text(),
  iteration_number: count(),
  stage: Joi.valid(...stages),
  status: Joi.valid(...statuses),
  owner_approval_required: Joi.boolean(),
  owner_approval_status: Joi.valid('not_required', 'pending', 'approved', 'rejected').description(
    '`pending` too when an approval has expired or its subject has changed.',
  ),
  owner_approval_note: text().allow(null),
  owner_approved_at: inputs.time().allow(null),
  rollout_evidence_links: Joi.array().items(text()),
  metrics_snapshot: Joi.object().pattern(Joi.string(), Joi.number().unsafe()),
  completed_at: inputs.time().allow(null),
  created_at: inputs.time(),
  updated_at: inputs.time(),
  release_id: inputs.sha256().allow(null),
  rules: Joi.valid('release', 'telemetry').description('`release`: held to the rules.'),
  outcome: Joi.valid(...outcomes)
    .allow(null)
    .description('How it ended; null until it has.'),
  ended_by: text().allow(null).description('Who ended it, as `kind:id`.'),
  ended_via: via,
  status_reason: text().allow(null),
  stage_attempt: count().description('Which time it is in its stage.'),
  stage_entered_at: inputs.time(),
  out_of_order_moves: count().description('Moves that skipped a stage or went back.'),
  required_evidence: Joi.array().items(text()).description('Types it needs to complete.'),
  approvals: Joi.array().items(approvalPoint),
  gate_decisions: Joi.array().items(gateDecision).description('The last of each step.'),
  gate_bypasses: Joi.array().items(bypass),
  rules_weakened: rulesWeakened,
})

/** Schema of the approvals of a run. */
export const approvalsSchema = record({
  run_id: inputs.uuid(),
  subject: record({
    release_id: inputs.sha256().allow(null),
    evidence: Joi.array().items(
      record({
        id: inputs.uuid(),
        type: text(),
        title: text(),
        url: text().allow(null),
        digest: inputs.sha256(),
      }),
    ),
    rules_weakened: rulesWeakened,
  }).description('What is decided on: the release, and the evidence that stands.'),
  subject_digest: inputs.sha256().description('To be sent with a decision on it.'),
  points: Joi.array().items(approvalPoint),
  approvals: Joi.array().items(approval).description('Every decision, oldest first.'),
})

/** Schema of evidence that was attached. */
export const attachedSchema = record({
  id: inputs.uuid(),
  run_id: inputs.uuid(),
  type: text(),
  title: text(),
  url: text().allow(null),
  digest: inputs.sha256().description('SHA-256 of the canonical JSON of what was sent.'),
  stage: Joi.valid(...stages).description('The stage of the run at that time.'),
})
