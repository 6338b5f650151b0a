import Joi from 'joi'
import type { Target } from '../target.ts'

/** Schema of what is probed, as the API shows it. */
export const targetSchema = Joi.object({
  kind: Joi.valid('sessions', 'http', 'tcp').required(),
  url: Joi.string().required(),
  every_seconds: Joi.number().required(),
  timeout_seconds: Joi.number().required(),
  expect_status: Joi.number().allow(null).required(),
  expect_body: Joi.string().allow(null).required(),
})

/** What is probed, as the API shows it. */
export function targetBody(target: Target | null): object | null {
  if (!target) return null
  const { kind, url, everySeconds, timeoutSeconds, expectStatus, expectBody } = target
  return {
    ...{ kind, url, every_seconds: everySeconds, timeout_seconds: timeoutSeconds },
    ...{ expect_status: expectStatus, expect_body: expectBody },
  }
}
