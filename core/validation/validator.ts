import type { Schema, ValidationError, ValidationErrorItem, ValidationOptions } from 'joi'
import { DecklogError, type FieldError } from '../errors.ts'
import { boundsOf, type Bounds, type UnknownFields } from './bounds.ts'
import { inspect } from './inspect.ts'
import { keepable } from './text.ts'

/** What came of a check: the value, converted, and what is wrong with it. */
export interface Checked<T = unknown> {
  readonly value: T
  readonly errors: readonly FieldError[]
}

/** Checks values from outside. */
export type Validator<T = unknown> = (value: unknown) => Checked<T>

const largest = 4_096
const levels = 64
const mostErrors = 100
const longestPart = 64
const longestField = 200
const longestReason = 500

// Joi's own words repeat the text that does not match.
const patterns = {
  'string.pattern.base': 'does not have the required form',
  'string.pattern.name': 'does not have the required form: {{#name}}',
  'string.pattern.invert.base': 'has a form that is not allowed',
  'string.pattern.invert.name': 'has a form that is not allowed: {{#name}}',
}
const labelled = Object.fromEntries(
  Object.entries(patterns).map(([type, words]) => [type, `{{#label}} ${words}`]),
)

const untouched = { value: undefined, error: undefined }

/** How a validator takes values and tells of faults. */
export interface ValidatorOptions {
  /** What becomes of fields that the schema does not know. */
  readonly unknown?: UnknownFields
  /** Whether a reason begins with the field it is about. */
  readonly label?: 'path' | 'none'
  /** `ours`: of a file of the operator's, of which every fault is told, however long it is. */
  readonly source?: 'anyone' | 'ours'
  /** Words for faults, by Joi's names for them. */
  readonly messages?: Readonly<Record<string, string>>
}

/**
 * Prepares a schema for values from outside. What a check costs is bounded by what the schema takes, not by what is sent: lengths
 * are looked at before what is in them, and of what is larger than 4 KiB the first fault alone is told, or else each. What was
 * sent is never repeated, but for the beginning of a name that no field has.
 */
export function createValidator<T = unknown>(
  schema: Schema,
  { unknown = 'refused', label = 'path', source = 'anyone', messages = {} }: ValidatorOptions = {},
): Validator<T> {
  const mode: ValidationOptions = {
    errors: label === 'none' ? { label: false } : { wrap: { label: false } },
    messages: { ...(label === 'none' ? patterns : labelled), ...messages },
    stripUnknown: unknown === 'stripped',
  }
  const every = schema.prefs({ ...mode, abortEarly: false })
  const first = schema.prefs({ ...mode, abortEarly: true })
  // Read when something large comes, which to most schemas never does.
  let bounds: Bounds | undefined
  return value => {
    const isLarge = source === 'anyone' && weigh(value, largest) > largest
    if (isLarge) bounds ??= boundsOf(schema, unknown)
    const wrong = inspect(value, { levels, ...(isLarge && bounds ? { bounds } : {}) })
    const { value: converted, error } = wrong
      ? untouched
      : (isLarge ? first : every).validate(value)
    const errors = wrong ? [bounded(wrong)] : error ? fieldErrors(error) : []
    return { value: converted, errors }
  }
}

/** Checks a value against a validator: what is wrong with it is thrown as DECKLOG_VALIDATION. */
export function validate<T>(validator: Validator<T>, value: unknown, message?: string): T {
  const { value: converted, errors } = validator(value)
  if (errors.length > 0) throw notValid(errors, message)
  return converted
}

/** The error that names every wrong field. */
export function notValid(fields: readonly FieldError[], message?: string): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', message ?? `Not valid: ${namesOf(fields)}.`, {
    fields,
  })
}

/** What Joi found, field by field, a hundred at most, without anything of what was sent. */
export function fieldErrors({ details }: ValidationError): readonly FieldError[] {
  return details.slice(0, mostErrors).map(fieldError).map(bounded)
}

// A message must never repeat what was sent: it could be a secret in the wrong field.
function fieldError({ path, message, context }: ValidationErrorItem): FieldError {
  const sent: unknown = context?.value
  const hidden =
    typeof sent === 'string' && sent.length > 3 ? message.replaceAll(sent, '…') : message
  return { field: path.join('.'), message: hidden }
}

function bounded({ field, message }: FieldError): FieldError {
  const parts = field.split('.', 2 * levels).map(part => keepable(part, longestPart))
  return {
    field: keepable(parts.join('.'), longestField),
    message: keepable(message, longestReason),
  }
}

const mostNames = 20

function namesOf(fields: readonly FieldError[]): string {
  const names = fields.slice(0, mostNames)
  const more = fields.length > names.length ? ` and ${fields.length - names.length} more` : ''
  return names.map(({ field, message }) => (field === '' ? message : field)).join(', ') + more
}

/** About how many bytes of JSON a value is; no longer counted once it is more than `most`. */
function weigh(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 1
  const isList = Array.isArray(value)
  const members: readonly unknown[] = isList ? value : Object.entries(value)
  let weight = 2 + (isList ? members.length : 3 * members.length)
  for (const member of members) {
    if (weight > most) break
    weight += weigh(member, most - weight)
  }
  return weight
}
