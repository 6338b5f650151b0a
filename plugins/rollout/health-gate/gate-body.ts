import Joi from 'joi'
import type { HealthAttempt, HealthGateResult } from '../events.ts'
import { inputs, keepable } from '../../../core/plugin-api.ts'

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
  at: inputs.time().required().description('When.'),
})

/** Schema of a health gate. */
export const gateBodySchema = Joi.object({
  status: Joi.valid('passed', 'failed', 'skipped').required().description('How it ended.'),
  status_reason: Joi.string().max(1_000).required().description('Why it ended so.'),
  attempts: Joi.array().items(attempt).max(100).required().description('Every look at the target.'),
}).description('How the target was waited for, by who waited.')

/** Reads a health gate from a request. What is too long to be kept is told in short. */
export function readGateBody({ status, status_reason, attempts }: GateBody): HealthGateResult {
  const read = attempts.map(({ failed_urls, ...rest }) => ({ ...rest, failedUrls: failed_urls }))
  return summarise({ status, reason: status_reason, attempts: read })
}

/** Writes one into a request or an answer. */
export function toGateBody(result: HealthGateResult): GateBody {
  const { status, reason, attempts } = summarise(result)
  return {
    status,
    status_reason: reason,
    attempts: attempts.map(({ failedUrls, ...rest }) => ({ ...rest, failed_urls: failedUrls })),
  }
}

const mostBytes = 24 * 1024
// So many URLs of an attempt are told, and so much of each, whatever fits first.
const steps = [
  { urls: 99, characters: 2_000 },
  { urls: 20, characters: 200 },
  { urls: 5, characters: 100 },
  { urls: 1, characters: 100 },
  { urls: 0, characters: 0 },
]

/** The same health gate, with as many of the URLs that failed as an event can hold. */
function summarise(result: HealthGateResult): HealthGateResult {
  const told = steps.map(step => shorten(result, step))
  return told.find(one => Buffer.byteLength(JSON.stringify(one)) <= mostBytes) ?? result
}

function shorten(
  { attempts, ...rest }: HealthGateResult,
  { urls, characters }: (typeof steps)[number],
): HealthGateResult {
  return {
    ...rest,
    attempts: attempts.map(({ failedUrls, ...attempt }) => {
      const told = failedUrls.slice(0, urls).map(url => keepable(url, characters))
      const left = failedUrls.length - told.length
      return { ...attempt, failedUrls: left === 0 ? told : [...told, `and ${left} more`] }
    }),
  }
}
