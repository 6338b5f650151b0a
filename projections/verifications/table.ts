import Joi from 'joi'
import { columns, defineTable, type RowOf } from '../../core/plugin-api.ts'
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
  verification_id: columns.shownAs('id', columns.uuid()),
  target: columns.text(),
  run_id: columns.nullable(columns.uuid()),
  release_id: columns.nullable(columns.text()),
  board_id: columns.nullable(columns.uuid()),
  speaks_for: columns.word(
    ['all', 'board'],
    '`board`: who asked for it is limited to boards, so that it counts on its own board alone.',
  ),
  verdict: columns.word(['passed', 'failed']),
  checks: columns.json<readonly CheckResult[]>(Joi.array().items(checkSchema)),
  health_gate: columns.nullable(columns.json<HealthGateResult>(gateBodySchema)),
  rollback: columns.nullable(
    columns.json<Omit<RollbackResult, 'verificationId'>>(
      rollback,
      'Null when nothing was taken back.',
    ),
  ),
  evidence_link: columns.text(),
  verified_by: columns.text('Kind and id of the actor.'),
  started_at: columns.timestamp(),
  finished_at: columns.timestamp(),
  event_id: columns.uuid(),
})

/** A verification, and what became of its target. */
export type VerificationRow = RowOf<typeof verificationTable>
