import Joi from 'joi'
import {
  defineTable,
  json,
  nullable,
  shownAs,
  text,
  timestamp,
  uuid,
  word,
  type RowOf,
} from '../../core/readmodel/table.ts'
import type { CheckResult, HealthGateResult, RollbackResult } from '../../plugins/rollout/events.ts'
import { gateBodySchema } from '../../plugins/rollout/health-gate/gate-body.ts'
import { checkSchema } from '../../plugins/rollout/verifying/body.ts'

const rollback = Joi.object({
  outcome: Joi.valid('succeeded', 'failed', 'timed_out'),
  exit_code: Joi.number().integer().allow(null),
  duration_ms: Joi.number().integer(),
  output: Joi.string().allow(''),
}).prefs({ presence: 'required' })

/** What is kept of a verification. */
export const verificationTable = defineTable({
  verification_id: shownAs('id', uuid()),
  target: text(),
  run_id: nullable(uuid()),
  release_id: nullable(text()),
  board_id: nullable(uuid()),
  speaks_for: word(
    ['all', 'board'],
    '`board`: who asked for it is limited to boards, so that it counts on its own board alone.',
  ),
  verdict: word(['passed', 'failed']),
  checks: json<readonly CheckResult[]>(Joi.array().items(checkSchema)),
  health_gate: nullable(json<HealthGateResult>(gateBodySchema)),
  rollback: nullable(
    json<Omit<RollbackResult, 'verificationId'>>(rollback, 'Null when nothing was taken back.'),
  ),
  evidence_link: text(),
  verified_by: text('Kind and id of the actor.'),
  started_at: timestamp(),
  finished_at: timestamp(),
  event_id: uuid(),
})

/** A verification, and what became of its target. */
export type VerificationRow = RowOf<typeof verificationTable>
