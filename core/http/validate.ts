import Joi, { type ObjectSchema, type Schema, type ValidationErrorItem } from 'joi'
import { DecklogError, type FieldError } from '../errors.ts'
import { findUnsafe } from './find-unsafe.ts'
import type { Route } from './route.ts'
import type { Json } from './to-json.ts'

/** The parts of a request that a route declares. */
export interface Input {
  readonly params: unknown
  readonly query: unknown
  readonly payload: unknown
}

const nothing = Joi.object({})

// A message must never repeat what was sent: it could be a secret in the wrong field.
const messages = {
  'string.pattern.base': '{{#label}} does not have the required form',
  'string.pattern.name': '{{#label}} does not have the required form: {{#name}}',
  'string.pattern.invert.base': '{{#label}} has a form that is not allowed',
  'string.pattern.invert.name': '{{#label}} has a form that is not allowed: {{#name}}',
}

/** Checks everything that a route declares at once and answers the converted values, or throws DECKLOG_VALIDATION with every wrong field. */
export function validateInput(route: Route, input: Input): Input {
  const unsafe = [input.params, input.query, input.payload].flatMap(part => findUnsafe(part) ?? [])
  if (unsafe.length > 0) throw notValid(unsafe)
  const params = check(route.params ?? nothing, input.params, 'strict')
  const mode = route.lenient === true ? 'lenient' : 'strict'
  const query = check(route.query ?? nothing, input.query, mode)
  const payload = checkPayload(route, input.payload, mode)
  const errors = [...params.errors, ...query.errors, ...payload.errors]
  if (errors.length > 0) throw notValid(errors)
  return { params: params.value, query: query.value, payload: payload.value }
}

/** Checks an answer against what its route promises; a difference is our fault. */
export function validateAnswer(route: Route, body: Json | undefined): void {
  const { error } = route.response.validate(body, { abortEarly: false })
  if (error === undefined) return
  const fields = error.details.map(({ path, type }) => `${path.join('.')} (${type})`).join(', ')
  throw new Error(`The answer of ${route.method} ${route.path} breaks its schema at ${fields}`)
}

interface Checked {
  readonly value: unknown
  readonly errors: readonly FieldError[]
}

type Mode = 'strict' | 'lenient'

function checkPayload(route: Route, payload: unknown, mode: Mode): Checked {
  if (route.method === 'GET' || (route.method === 'DELETE' && route.payload === undefined))
    return { value: undefined, errors: [] }
  const schema: Schema = route.payload ?? nothing
  // No body at all is an empty object, so that each missing field is named.
  const absent = payload === null && schema.type === 'object'
  return check(schema, absent ? {} : payload, mode)
}

function check(schema: Schema | ObjectSchema, value: unknown, mode: Mode): Checked {
  const { value: converted, error } = schema.validate(value, {
    abortEarly: false,
    stripUnknown: mode === 'lenient',
    errors: { wrap: { label: false } },
    messages,
  })
  return { value: converted, errors: (error?.details ?? []).slice(0, 100).map(fieldError) }
}

function fieldError({ path, message, context }: ValidationErrorItem): FieldError {
  const sent: unknown = context?.value
  const hidden =
    typeof sent === 'string' && sent.length > 3 ? message.replaceAll(sent, '…') : message
  return { field: path.join('.'), message: hidden }
}

function notValid(fields: readonly FieldError[]): DecklogError {
  const names = fields.map(({ field, message }) => (field === '' ? message : field))
  return new DecklogError('DECKLOG_VALIDATION', `Not valid: ${names.join(', ')}.`, { fields })
}
