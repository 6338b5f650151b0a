import Joi from 'joi'
import { gateBodySchema, toGateBody } from '../../plugins/rollout/health-gate/gate-body.ts'
import { checkSchema, toCheck } from '../../plugins/rollout/verifying/body.ts'
import { allPassed, requiredFailed } from '../../plugins/rollout/verifying/verdict-of.ts'
import type { VerificationRow } from './row.ts'

const time = Joi.string().isoDate()

const rollback = Joi.object({
  outcome: Joi.valid('succeeded', 'failed', 'timed_out'),
  exit_code: Joi.number().integer().allow(null),
  duration_ms: Joi.number().integer(),
  output: Joi.string().allow(''),
}).prefs({ presence: 'required' })

/** Schema of a verification. */
export const verificationSchema = Joi.object({
  id: Joi.string().guid().required(),
  target: Joi.string().required(),
  run_id: Joi.string().guid().allow(null).required(),
  release_id: Joi.string().allow(null).required(),
  board_id: Joi.string().guid().allow(null).required(),
  verdict: Joi.valid('passed', 'failed').required(),
  all_passed: Joi.boolean().required(),
  required_failed: Joi.number().integer().required(),
  checks: Joi.array().items(checkSchema).required(),
  health_gate: gateBodySchema.allow(null).required(),
  rollback: rollback.allow(null).required().description('Null when nothing was taken back.'),
  evidence_link: Joi.string().required(),
  verified_by: Joi.string().required().description('Kind and id of the actor.'),
  started_at: time.required(),
  finished_at: time.required(),
  event_id: Joi.string().guid().required(),
})

/** The body of a verification. */
export function toBody(row: VerificationRow): object {
  return {
    id: row.verification_id,
    target: row.target,
    run_id: row.run_id,
    release_id: row.release_id,
    board_id: row.board_id,
    verdict: row.verdict,
    all_passed: allPassed(row.checks),
    required_failed: requiredFailed(row.checks),
    checks: row.checks.map(toCheck),
    health_gate: row.health_gate && toGateBody(row.health_gate),
    rollback: row.rollback && toRollback(row.rollback),
    evidence_link: row.evidence_link,
    verified_by: row.verified_by,
    started_at: row.started_at,
    finished_at: row.finished_at,
    event_id: row.event_id,
  }
}

function toRollback(result: NonNullable<VerificationRow['rollback']>): object {
  const { outcome, exitCode, durationMs, output } = result
  return { outcome, exit_code: exitCode, duration_ms: durationMs, output }
}
