import Joi, { type Schema } from 'joi'
import type { UnknownFields } from '../../validation/bounds.ts'
import { createValidator, notValid, type Validator } from '../../validation/validator.ts'
import type { Route } from '../route.ts'
import type { Json } from '../answers/to-json.ts'

/** The parts of a request that a route declares. */
export interface Input {
  readonly params: unknown
  readonly query: unknown
  readonly payload: unknown
}

const nothing = Joi.object({})

/** What a route declares, ready to be checked against. */
export interface RouteValidator {
  /** Checks everything at once and answers the converted values, or throws DECKLOG_VALIDATION with every wrong field. */
  input(input: Input): Input
  /** Checks an answer, of long lists a part, against what the route promises; a difference is our fault. */
  answer(body: Json | undefined): void
}

/** Prepares the schemas of a route: Joi reads preferences and messages once, not at every call. */
export function createRouteValidator(route: Route): RouteValidator {
  const unknown = route.lenient === true ? 'stripped' : 'refused'
  const params = partValidator(route.params, 'refused')
  const query = partValidator(route.query, unknown)
  const payload = takesBody(route) ? bodyValidator(route.payload ?? nothing, unknown) : untaken
  const response = route.response.prefs({ abortEarly: false })
  return {
    input(input) {
      const checked = [params(input.params), query(input.query), payload(input.payload)] as const
      if (checked.some(({ errors }) => errors.length > 0))
        throw notValid(checked.flatMap(({ errors }) => errors))
      return { params: checked[0].value, query: checked[1].value, payload: checked[2].value }
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

// A part of which nothing is declared mostly holds nothing, which needs no looking at.
function partValidator(schema: Schema | undefined, unknown: UnknownFields): Validator {
  const check = createValidator(schema ?? nothing, { unknown })
  if (schema) return check
  return part => (isEmpty(part) ? { value: {}, errors: [] } : check(part))
}

function isEmpty(part: unknown): boolean {
  return typeof part === 'object' && part !== null && Object.keys(part).length === 0
}

const untaken: Validator = () => ({ value: undefined, errors: [] })

function takesBody({ method, payload }: Route): boolean {
  return method !== 'GET' && (method !== 'DELETE' || payload !== undefined)
}

function bodyValidator(schema: Schema, unknown: UnknownFields): Validator {
  const check = createValidator(schema, { unknown })
  // No body at all is an empty object, so that each missing field is named.
  const absent = schema.type === 'object' ? {} : null
  return payload => check(payload ?? absent)
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
