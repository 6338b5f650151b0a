import Joi from 'joi'
import { duration } from '../../core/plugin-api.ts'
import { type DriftRules, driftConfig, requireTelling } from './drift/config.ts'
import { lookingChecks } from './verdict.ts'

/** A URL and what it must answer. */
export interface HealthUrl {
  readonly url: string
  readonly status: number
  readonly contains?: string
  /** A field of the JSON answer that tells the version; `{commit}` is the commit of the release. */
  readonly version?: { readonly field: string; readonly is: string }
}

/** An operation that the OpenAPI document of a target must have. */
export interface RequiredRoute {
  readonly method: string
  readonly path: string
}

/** How a target is waited for; durations in seconds. */
export interface HealthGateRules {
  readonly initialDelay: number
  readonly attempts: number
  readonly interval: number
  readonly timeout: number
  readonly successes: number
  readonly deadline: number
}

/** What may be rolled out to, and how that is verified. */
export interface Target {
  readonly health: readonly HealthUrl[]
  readonly openapi?: { readonly url: string; readonly routes: readonly RequiredRoute[] }
  readonly images?: { readonly url?: string; readonly command?: readonly [string, ...string[]] }
  readonly external?: HealthUrl
  readonly required?: readonly string[]
  readonly healthGate: HealthGateRules
  readonly drift?: DriftRules
  readonly rollback?: { readonly command: readonly [string, ...string[]]; readonly timeout: number }
}

/** The facts of a verification that a gate can be asked about. */
export const verifiedFacts = ['board_id', 'release_id'] as const
export type VerifiedFact = (typeof verifiedFacts)[number]

/** A gate that is asked as a check. */
export interface GateCheck {
  readonly gate: string
  readonly about: readonly VerifiedFact[]
  readonly alsoAbout: readonly VerifiedFact[]
}

const web = (): Joi.StringSchema => Joi.string().uri({ scheme: ['http', 'https'] })
const argv = (): Joi.ArraySchema => Joi.array().items(Joi.string()).min(1)

const healthUrl = Joi.object({
  url: web().required().description('Where to look. Redirects are not followed.'),
  status: Joi.number().integer().min(100).max(599).default(200).description('What it must answer.'),
  contains: Joi.string().min(1).description('What the body must contain.'),
  version: Joi.object({
    field: Joi.string().required().description('Field of the JSON body.'),
    is: Joi.string().required().description('Its value; `{commit}` is the commit of the release.'),
  }).description('What version it must tell.'),
})

const route = Joi.object({
  method: Joi.string()
    .lowercase()
    .valid('get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace')
    .required()
    .description('HTTP method.'),
  path: Joi.string().pattern(/^\//).required().description('As the document writes it.'),
})

const healthGate = Joi.object({
  initialDelay: duration().min(0).default(10).description('Wait before the first look.'),
  attempts: Joi.number().integer().min(1).max(100).default(6).description('Most looks.'),
  interval: duration().min(0).default(15).description('Wait between two looks.'),
  timeout: duration().min(0.1).max(5).default(5).description('Deadline of one URL.'),
  successes: Joi.number()
    .integer()
    .min(1)
    .default(3)
    .meta({ weaker: 'lower' })
    .description('So many good looks in a row.'),
  deadline: duration().min(1).default(600).description('Longest wait in all.'),
})
  .default()
  .custom((rules: HealthGateRules, helpers) =>
    rules.successes > rules.attempts ? helpers.error('gate.unreachable') : rules,
  )
  .messages({ 'gate.unreachable': '{#label} needs more good looks in a row than it has attempts' })

/** Schema of a target, where these gates take part in verifications. */
export const targetConfig = (gateChecks: readonly GateCheck[]): Joi.ObjectSchema =>
  Joi.object({
    health: Joi.array()
      .items(healthUrl)
      .default([])
      .meta({ weaker: 'fewer', by: 'url' })
      .description('URLs that must answer.'),
    openapi: Joi.object({
      url: web().required().description('Where the OpenAPI document is.'),
      routes: Joi.array()
        .items(route)
        .min(1)
        .required()
        .meta({ weaker: 'fewer' })
        .description('What it must have.'),
    }).description('Routes that the live document must have.'),
    images: Joi.object({
      url: web().description('Answers what runs: a JSON list of references or of {image, digest}.'),
      command: argv().description(
        'Program of the machine that runs `decklog rollout verify`; prints the same, or a reference a line.',
      ),
    })
      .xor('url', 'command')
      .description('Who tells what the target runs.'),
    external: healthUrl.description('A URL as users from outside reach it.'),
    required: Joi.array()
      .items(Joi.valid(...lookingChecks, ...gateChecks.map(({ gate }) => gate)))
      .unique()
      .meta({ weaker: 'fewer' })
      .description(
        'Checks that must have passed; default: those that this target configures, and the gates that take part and are asked about no fact, such as disk.',
      ),
    healthGate: healthGate.description('How it is waited for to become healthy.'),
    drift: driftConfig.description('Has it seen whether the target still runs what was approved.'),
    rollback: Joi.object({
      command: argv().required().description('Program and arguments; no shell reads them.'),
      timeout: duration().min(1).default(180).description('How long it may take.'),
    }).description('What takes the target back when it does not pass.'),
  })
    .custom(requireTelling)
    .messages({
      'drift.blind':
        '{{#label}}.drift needs what tells what runs: images, openapi, or a version of a health URL',
      'drift.host': '{{#label}}.drift.host must name the machine that runs images.command',
    })
