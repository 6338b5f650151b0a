import Joi from 'joi'
import { alarmNatures } from '../alarm.ts'
import { DecklogError } from '../errors.ts'
import type { Plugin } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import { fieldErrors } from '../validation/validator.ts'

const reserved = ['core', 'plugin', 'access']
const anyFunction = Joi.function().required()
const joiObject = Joi.custom(value => {
  // An extension may bring a Joi of its own, of another version.
  if (Joi.isSchema(value, { legacy: true }) && value.type === 'object') return value
  throw new Error('not a Joi object schema')
})

const eventSpec = Joi.object({
  summary: Joi.string().required(),
  schemaVersion: Joi.number().integer().min(1).required(),
  data: joiObject.required(),
  upcasters: Joi.object().pattern(/^[1-9][0-9]*$/, Joi.function()),
  example: Joi.object().required(),
  maxBytes: Joi.number().integer().min(1),
  maxDepth: Joi.number().integer().min(1),
})

const streamSpec = Joi.object({
  maxAgeDays: Joi.number().greater(0),
  maxCount: Joi.number().integer().min(1),
  keeps: Joi.valid('answers'),
})

const alarmSpec = Joi.object({
  kind: Joi.string()
    .pattern(/^[a-z][a-z0-9]{0,39}$/, 'one lower-case word')
    .required(),
  summary: Joi.string().required(),
  nature: Joi.valid(...alarmNatures),
  on: Joi.object().pattern(Joi.string(), anyFunction).min(1).required(),
  ends: Joi.object().pattern(Joi.string(), anyFunction),
  over: Joi.function(),
})

const names = Joi.array().items(Joi.string()).unique()
const takingPart = Joi.object({
  gate: Joi.string().required(),
  at: Joi.string().required(),
  about: names,
  alsoAbout: names,
})

const pluginSchema = Joi.object({
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9]*$/, 'one lower-case word')
    .invalid(...reserved)
    .required(),
  version: Joi.string().required(),
  config: joiObject.required(),
  events: Joi.object().pattern(Joi.string(), eventSpec).required(),
  alarms: Joi.alternatives(Joi.object().pattern(Joi.string(), alarmSpec), Joi.function()),
  streams: Joi.alternatives(
    Joi.object().pattern(Joi.string(), streamSpec),
    Joi.function(),
  ).required(),
  needs: Joi.array().items(Joi.string()),
  takesPart: Joi.array().items(takingPart),
  gathers: Joi.object({
    occasions: Joi.object().pattern(Joi.string(), names).required(),
    config: anyFunction,
  }),
  whatIf: Joi.function(),
  guard: Joi.object().unknown(),
  create: anyFunction,
})

const pgTypes = [
  ...['text', 'uuid', 'integer', 'bigint', 'double precision', 'boolean'],
  ...['timestamptz', 'date', 'jsonb', 'json'],
]

const projectionSchema = Joi.object({
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'kebab-case')
    .required(),
  version: Joi.number().integer().min(1).required(),
  columns: Joi.object()
    .pattern(/^[a-z][a-z0-9_]*$/, Joi.valid(...pgTypes))
    .min(1)
    .required(),
  indexes: Joi.array().items(Joi.array().items(Joi.string()).min(1)),
  sparse: Joi.array().items(Joi.string()),
  keys: anyFunction,
  on: Joi.object()
    .pattern(/^[a-z][a-z0-9]*\.[A-Z]/, Joi.function())
    .when('ofGuards', { not: Joi.exist(), then: Joi.object().min(1) })
    .required(),
  ofGuards: Joi.object().pattern(/^[A-Z][A-Za-z0-9]*$/, Joi.function()),
})

/** Narrows a module's default export to a plugin, or throws DECKLOG_PLUGIN_INVALID naming file and key. */
export function checkPlugin(candidate: unknown, file: string): asserts candidate is Plugin {
  check(pluginSchema, candidate, `plugin in ${file}`)
}

/** Narrows a module's default export to a projection, or throws DECKLOG_PLUGIN_INVALID naming file and key. */
export function checkProjection(candidate: unknown, file: string): asserts candidate is Projection {
  check(projectionSchema, candidate, `projection in ${file}`)
}

function check(schema: Joi.ObjectSchema, candidate: unknown, what: string): void {
  const { error } = schema.required().validate(candidate, { abortEarly: false, convert: false })
  if (!error) return
  const fields = fieldErrors(error)
  const message = `${what}: ${fields.map(field => field.message).join('; ')}`
  throw new DecklogError('DECKLOG_PLUGIN_INVALID', message, { fields })
}
