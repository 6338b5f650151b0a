import Joi from 'joi'
import type { HealthAttempt, HealthGateResult } from '../events.ts'
import { time } from '../../../core/validation/fields.ts'

/** A health gate as requests and answers carry it. */
export interface GateBody {
  readonly status: HealthGateResult['status']
  readonly status_reason: string
  readonly attempts: readonly {
    readonly number: number
    readonly outcome: HealthAttempt['outcome']
    readonly failed_urls: readonly string[]
    readonly at: string
  }[]
}

const attempt = Joi.object({
  number: Joi.number().integer().min(1).required().description('Which attempt.'),
  outcome: Joi.valid('passed', 'failed').required(),
  failed_urls: Joi.array().items(Joi.string().max(2_000)).max(100).required(),
  at: time().required().description('When.'),
})

/** Schema of a health gate. */
export const gateBodySchema = Joi.object({
  status: Joi.valid('passed', 'failed', 'skipped').required().description('How it ended.'),
  status_reason: Joi.string().max(1_000).required().description('Why it ended so.'),
  attempts: Joi.array().items(attempt).max(100).required().description('Every look at the target.'),
}).description('How the target was waited for, by who waited.')

/** Reads a health gate from a request. */
export function readGateBody({ status, status_reason, attempts }: GateBody): HealthGateResult {
  return {
    status,
    reason: status_reason,
    attempts: attempts.map(({ failed_urls, ...rest }) => ({ ...rest, failedUrls: failed_urls })),
  }
}

/** Writes one into a request or an answer. */
export function toGateBody({ status, reason, attempts }: HealthGateResult): GateBody {
  return {
    status,
    status_reason: reason,
    attempts: attempts.map(({ failedUrls, ...rest }) => ({ ...rest, failed_urls: failedUrls })),
  }
}
