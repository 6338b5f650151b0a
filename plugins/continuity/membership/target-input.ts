import Joi, { type ObjectSchema } from 'joi'
import { duration, type Outbound, type Scheme } from '../../../core/plugin-api.ts'
import type { ProbeRules } from '../config.ts'
import type { RuntimeKind, Target } from '../target.ts'

/** What is to be probed, as callers send it. */
export interface TargetInput<Kind extends RuntimeKind> {
  readonly kind: Kind
  readonly url: string
  readonly every?: number
  readonly timeout?: number
  readonly expect_status?: number | null
  readonly expect_body?: string | null
}

const onlyHttp = { is: 'http', otherwise: Joi.valid(null) }

/** Schema of what is to be probed. */
export function targetInput(kinds: readonly RuntimeKind[]): ObjectSchema {
  return Joi.object({
    kind: Joi.valid(...kinds)
      .required()
      .description('How it is asked.'),
    url: Joi.string()
      .max(2_048)
      .required()
      .description('`http://` or `https://`; `tcp://host:port` for `tcp`. No user, no password.'),
    every: duration().min(1).max(86_400).description('How often; as configured unless it is said.'),
    timeout: duration()
      .min(0.1)
      .max(60)
      .description('How long it may take; as configured unless it is said.'),
    expect_status: Joi.number()
      .integer()
      .min(100)
      .max(599)
      .allow(null)
      .when('kind', onlyHttp)
      .description('Of `http`: status of a good answer; any 2xx unless it is said.'),
    expect_body: Joi.string()
      .max(500)
      .allow(null)
      .when('kind', onlyHttp)
      .description('Of `http`: text that a good answer contains.'),
  })
}

/** The target that is meant, with what was not said as configured. */
export function targetOf<Kind extends RuntimeKind>(
  input: TargetInput<Kind>,
  rules: ProbeRules,
): Target<Kind> {
  return {
    kind: input.kind,
    url: input.url,
    everySeconds: input.every ?? rules.every,
    timeoutSeconds: input.timeout ?? rules.timeout,
    expectStatus: input.expect_status ?? null,
    expectBody: input.expect_body ?? null,
  }
}

/** Refuses a target whose address may not be called. */
export async function checkTarget(
  outbound: Outbound,
  field: string,
  target: Pick<Target, 'kind' | 'url'> | null,
): Promise<void> {
  if (!target) return
  const schemes: readonly Scheme[] = target.kind === 'tcp' ? ['tcp'] : ['http', 'https']
  await outbound.check({ url: target.url, field: `${field}.url`, schemes })
}
