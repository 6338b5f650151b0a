import { duration, inputs, Joi, pressures, type Pressure } from '../../core/plugin-api.ts'

/** What a policy is for: things of one kind, how and where they ail. Empty lists leave nothing out. */
export interface PolicyFor {
  readonly kind: string
  /** Of guards: this level, and all above it. */
  readonly level?: Pressure
  readonly states: readonly string[]
  readonly reasons: readonly string[]
  readonly hosts: readonly string[]
  readonly boards: readonly string[]
  /** By name; one that ends with `*` stands for all that begin so. */
  readonly subjects: readonly string[]
}

/** A program: no shell reads it, and it knows what it is for by its environment alone. */
export interface Argv {
  readonly argv: readonly [string, ...string[]]
  readonly dryRun?: readonly [string, ...string[]]
  readonly env: readonly string[]
}

/** A call to a host that `httpHosts` lists. */
export interface HttpCall {
  readonly url: string
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** One of three; durations in seconds. */
export interface Action {
  readonly run?: Argv
  readonly http?: HttpCall
  readonly own?: { readonly name: string; readonly with: object }
  readonly timeout: number
}

export const policyModes = ['off', 'suggest', 'auto'] as const
export type PolicyMode = (typeof policyModes)[number]

/** What is tried when something goes bad, as its owner said; durations in seconds. */
export interface Policy {
  readonly name: string
  readonly for: PolicyFor
  readonly mode: PolicyMode
  readonly after: number
  readonly cooldown: number
  readonly attempts: number
  readonly within: number
  readonly mostAiling: number
  readonly verifyWithin: number
  readonly node?: string
  readonly action: Action
}

/** Text that can be printed. */
export const word = (most: number): Joi.StringSchema =>
  Joi.string()
    .min(1)
    .max(most)
    .pattern(/^[^\p{Cc}\p{Cs}]+$/u, 'characters that can be printed')
/** A list without doubles, empty by default. */
export const list = (item: Joi.Schema, description: string): Joi.ArraySchema =>
  Joi.array().items(item).unique().max(200).default([]).description(description)

const policyFor = Joi.object({
  kind: Joi.string()
    .pattern(/^[a-z][a-z0-9]*$/)
    .required()
    .description('Kind of things: the name of a guard, `agent`, `runtime`, `host`, `target`.'),
  level: Joi.valid(...pressures).description('Of guards: this level, and all that are worse.'),
  states: list(word(40), 'How they ail, as their kind calls it: `stale`, `unknown`, `lost`.'),
  reasons: list(
    word(60),
    'Why they do, where their kind tells reasons apart; none: whatever it is.',
  ),
  hosts: list(word(255), 'Only on these machines; none: on all.'),
  boards: list(inputs.uuid(), 'Only of these boards; none: of all.'),
  subjects: list(word(200), 'Only these, by name; `name*` stands for all that begin so.'),
})
  .or('level', 'states')
  .custom((what: PolicyFor, helpers) =>
    what.level === undefined && what.states.length === 0 ? helpers.error('for.nothing') : what,
  )
  .messages({
    'for.nothing': '{#label} says neither a level nor states',
    'object.missing': '{#label} says neither a level nor states',
  })

const argv = Joi.array()
  .ordered(word(4_096).required())
  .items(Joi.alternatives(Joi.string().max(8_192).allow(''), Joi.number().cast('string')))
  .max(256)

const action = Joi.object({
  run: Joi.object({
    argv: argv.required().meta({ secret: true }).description('Program and arguments; no shell.'),
    dryRun: argv.meta({ secret: true }).description('The same, where nothing is to be changed.'),
    env: list(
      Joi.string().pattern(/^[A-Za-z_]\w*$/, 'name of a variable'),
      'Variables of the environment of Decklog that it is given, by name.',
    ),
  }).description('Runs a program.'),
  http: Joi.object({
    url: Joi.string()
      .uri({ scheme: ['http', 'https'] })
      .required()
      .description('Where; its host must be one of `httpHosts`.'),
    method: Joi.valid('POST', 'PUT', 'PATCH', 'DELETE').default('POST').description('How.'),
    headers: Joi.object()
      .pattern(word(100), Joi.string().max(4_096))
      .default({})
      .meta({ secret: true })
      .description('Headers that are sent.'),
    body: Joi.string().max(65_536).meta({ secret: true }).description('Body that is sent.'),
  }).description('Calls a host that is listed.'),
  own: Joi.object({
    name: word(40).required().description('Name of the action: `prune` of disks.'),
    with: Joi.object().unknown().default({}).description('What it is to be done with.'),
  }).description('Has the owner of the subject do something.'),
  timeout: duration().min(0.1).max(3_600).default(60).description('Deadline.'),
})
  .xor('run', 'http', 'own')
  .required()

/** Schema of a policy. */
export const policy = Joi.object({
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9-]{0,39}$/, 'a lower-case word')
    .required()
    .description('What it is called.'),
  for: policyFor.required().description('What it is for.'),
  mode: Joi.valid(...policyModes)
    .default('suggest')
    .description('`suggest`: records what it would do, and waits for approval. `auto`: does it.'),
  after: duration().min(0).default(60).description('How long it must have ailed first.'),
  cooldown: duration().min(0).default(300).description('Least time from the last attempt.'),
  attempts: Joi.number().integer().min(1).max(100).default(3).description('Most attempts.'),
  within: duration().min(1).max(86_400).default(3_600).description('The time they are counted in.'),
  mostAiling: Joi.number()
    .integer()
    .min(1)
    .max(10_000)
    .default(5)
    .description(
      'When more ail at once on a machine or a board, a cause above is taken for known.',
    ),
  verifyWithin: duration()
    .min(0)
    .default(0)
    .description('How long a cure may take to show; never less than its level takes to be left.'),
  node: word(255).description('The machine that acts; default: that of the subject.'),
  action: action.description('What is done.'),
})
