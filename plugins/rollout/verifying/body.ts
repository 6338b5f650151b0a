import Joi from 'joi'
import type { CheckResult, VerificationResult } from '../events.ts'
import { allPassed, requiredFailed, verdicts } from '../verdict.ts'
import { inputs } from '../../../core/plugin-api.ts'

/** Schema of a check, as answers tell it. */
export const checkSchema = Joi.object({
  name: Joi.string().max(100).description('Its name; one that asks a gate is called as that is.'),
  required: Joi.boolean(),
  passed: Joi.boolean(),
  verdict: Joi.valid(...verdicts),
  detail: Joi.string().allow(''),
}).prefs({ presence: 'required' })

/** A check, as answers tell it. */
export function toCheck({ name, required, verdict, detail }: CheckResult): object {
  const passed = verdict === 'passed'
  return { name, required: required === 'required', passed, verdict, detail }
}

/** Schema of what Mission Control is answered. */
export const executedSchema = Joi.object({
  generated_at: inputs.time(),
  all_passed: Joi.boolean(),
  required_failed: Joi.number().integer().description('How many required checks have not passed.'),
  checks: Joi.array().items(checkSchema),
  gsd_run_updated: Joi.boolean().description('Whether the run shows it as evidence.'),
  evidence_link: Joi.string().description('Where it is to be read.'),
  verification_id: inputs.uuid(),
  target: Joi.string(),
  release_id: Joi.string().allow(null),
  verdict: Joi.valid('passed', 'failed').description(
    'The required checks and, where there was one, the health gate.',
  ),
}).prefs({ presence: 'required' })

/** The body of an answer. */
export function executedBody(
  result: VerificationResult,
  runUpdated: boolean,
): Readonly<Record<string, unknown>> {
  const { checks } = result
  return {
    generated_at: result.finishedAt,
    all_passed: allPassed(checks, result.healthGate),
    required_failed: requiredFailed(checks),
    checks: checks.map(toCheck),
    gsd_run_updated: runUpdated,
    evidence_link: result.evidenceLink,
    verification_id: result.verificationId,
    target: result.target,
    release_id: result.releaseId,
    verdict: result.verdict,
  }
}
