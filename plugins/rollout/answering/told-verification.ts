import Joi from 'joi'
import type { RolloutConfig, Target } from '../config.ts'

/** What the command reads of an answer. */
export interface ToldVerification {
  readonly verification_id: string
  readonly verdict: 'passed' | 'failed'
  readonly checks: readonly {
    readonly name: string
    readonly required: boolean
    readonly verdict: string
    readonly detail: string
  }[]
  readonly evidence_link: string
  readonly gsd_run_updated: boolean
  readonly release_id: string | null
}

/** What is told of one look at a target. */
export interface ToldLook {
  readonly target: string
  readonly rules: {
    readonly initial_delay_seconds: number
    readonly attempts: number
    readonly interval_seconds: number
    readonly timeout_seconds: number
    readonly successes: number
    readonly deadline_seconds: number
  }
  readonly urls: readonly { readonly url: string; readonly verdict: string }[]
}

const open = (fields: Joi.PartialSchemaMap): Joi.ObjectSchema =>
  Joi.object(fields).prefs({ presence: 'required' }).unknown()

const verification = open({
  verification_id: Joi.string(),
  verdict: Joi.valid('passed', 'failed'),
  checks: Joi.array().items(
    open({
      name: Joi.string(),
      required: Joi.boolean(),
      verdict: Joi.string(),
      detail: Joi.string().allow(''),
    }),
  ),
  evidence_link: Joi.string(),
  gsd_run_updated: Joi.boolean(),
  release_id: Joi.string().allow(null),
})

const look = open({
  target: Joi.string(),
  rules: open({
    initial_delay_seconds: Joi.number(),
    attempts: Joi.number(),
    interval_seconds: Joi.number(),
    timeout_seconds: Joi.number(),
    successes: Joi.number(),
    deadline_seconds: Joi.number(),
  }),
  urls: Joi.array().items(open({ url: Joi.string(), verdict: Joi.string() })),
})

/** Reads the answer to a verification. */
export function readVerification(answer: unknown): ToldVerification {
  return Joi.attempt(answer, verification)
}

/** Reads the answer to a look. */
export function readLook(answer: unknown): ToldLook {
  return Joi.attempt(answer, look)
}

/** What this machine's configuration says of a target, as far as a command runs programs for it; `self` has none. */
export function localTarget(config: RolloutConfig, name: string): Target | undefined {
  return Object.hasOwn(config.targets, name) ? config.targets[name] : undefined
}

/** The value of an option that must be a word. */
export function wordOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
