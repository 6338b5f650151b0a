import type { ObjectSchema, ValidationErrorItem } from 'joi'
import type { FieldError } from '../errors.ts'
import { configInvalid } from './config-invalid.ts'
import { nearestName } from './nearest-name.ts'

/** Where a key stands in the configuration: `decklog.yml:12`, `DECKLOG_PORT`, or what to call it when nothing sets it. */
export type Locate = (path: readonly string[]) => string

/**
 * Checks values against a schema, refusing unknown keys, and answers them with defaults filled in. Every problem is named with
 * its place, its key below `under`, and the reason.
 */
export function checkValues<T extends object>(
  schema: ObjectSchema<T>,
  values: unknown,
  { under, locate }: { readonly under: readonly string[]; readonly locate: Locate },
): T {
  const { error, value } = schema.validate(values, { abortEarly: false, errors: { label: false } })
  if (!error) return value
  const known = keysOf(schema)
  throw configInvalid(error.details.map(item => describe(item, { under, locate }, known)))
}

function describe(
  item: ValidationErrorItem,
  { under, locate }: { readonly under: readonly string[]; readonly locate: Locate },
  known: readonly string[],
): FieldError {
  const inner = item.path.map(String)
  const path = [...under, ...inner]
  const field = path.join('.')
  const reason = item.type === 'object.unknown' ? unknownKey(inner, known) : item.message
  return { field, message: `${locate(path)}: ${field} ${reason}` }
}

function unknownKey(path: readonly string[], known: readonly string[]): string {
  const nearest = path.length === 1 ? nearestName(path[0] ?? '', known) : undefined
  return nearest ? `is not a setting; did you mean ${nearest}?` : 'is not a setting; remove it'
}

function keysOf(schema: ObjectSchema): readonly string[] {
  return Object.keys(schema.describe().keys ?? {})
}
