import Joi, { type Schema, type ValidationErrorItem } from 'joi'
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

const preferences = { abortEarly: false, errors: { wrap: { label: false } }, messages } as const

/** What a route declares, ready to be checked against. */
export interface RouteValidator {
  /** Checks everything at once and answers the converted values, or throws DECKLOG_VALIDATION with every wrong field. */
  input(input: Input): Input
  /** Checks an answer, of long lists a part, against what the route promises; a difference is our fault. */
  answer(body: Json | undefined): void
}

/** Prepares the schemas of a route: Joi reads preferences and messages once, not at every call. */
export function createRouteValidator(route: Route): RouteValidator {
  const mode = { ...preferences, stripUnknown: route.lenient === true }
  const params = (route.params ?? nothing).prefs(preferences)
  const query = (route.query ?? nothing).prefs(mode)
  const payload = takesBody(route) ? (route.payload ?? nothing).prefs(mode) : undefined
  const response = route.response.prefs({ abortEarly: false })
  return {
    input(input) {
      refuseUnsafe(input)
      const checked = {
        params: check(params, input.params),
        query: check(query, input.query),
        payload: payload ? checkPayload(payload, input.payload) : none,
      }
      const errors = Object.values(checked).flatMap(part => part.errors)
      if (errors.length > 0) throw notValid(errors)
      const { value } = checked.payload
      return { params: checked.params.value, query: checked.query.value, payload: value }
    },
    answer(body) {
      const { error } = response.validate(body && sampleLists(body))
      if (error === undefined) return
      const fields = error.details.map(({ path, type }) => `${path.join('.')} (${type})`)
      const name = `${route.method} ${route.path}`
      throw new Error(`The answer of ${name} breaks its schema at ${fields.join(', ')}`)
    },
  }
}

interface Checked {
  readonly value: unknown
  readonly errors: readonly FieldError[]
}

const none: Checked = { value: undefined, errors: [] }

function takesBody({ method, payload }: Route): boolean {
  return method !== 'GET' && (method !== 'DELETE' || payload !== undefined)
}

function refuseUnsafe({ params, query, payload }: Input): void {
  const unsafe = [params, query, payload].flatMap(part => findUnsafe(part) ?? [])
  if (unsafe.length > 0) throw notValid(unsafe)
}

function checkPayload(schema: Schema, payload: unknown): Checked {
  // No body at all is an empty object, so that each missing field is named.
  const absent = payload === null && schema.type === 'object'
  return check(schema, absent ? {} : payload)
}

function check(schema: Schema, value: unknown): Checked {
  const { value: converted, error } = schema.validate(value)
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

const mostItems = 20

/**
 * Copies a body with the first 20 items of each list. What is wrong with our answers is wrong with every item or with none,
 * and to check each of a thousand would take longer than everything else.
 */
export function sampleLists(body: Json): Json {
  if (Array.isArray(body)) return body.slice(0, mostItems).map(sampleLists)
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).map(([key, member]) => [key, sampleLists(member)]))
}
