import type { ObjectSchema } from 'joi'
import type { FieldError } from '../errors.ts'
import { createValidator } from '../validation/validator.ts'
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
  const check = createValidator<T>(schema, { label: 'none', source: 'ours', messages })
  const { value, errors } = check(values)
  if (errors.length === 0) return value
  const known = Object.keys(schema.describe()['keys'] ?? {})
  throw configInvalid(errors.map(error => describe(error, { under, locate }, known)))
}

const messages = { 'object.unknown': 'is not a setting; remove it' }

function describe(
  { field, message }: FieldError,
  { under, locate }: { readonly under: readonly string[]; readonly locate: Locate },
  known: readonly string[],
): FieldError {
  const inner = field === '' ? [] : field.split('.')
  const path = [...under, ...inner]
  const [key = ''] = inner
  const nearest = inner.length === 1 && !known.includes(key) ? nearestName(key, known) : undefined
  const reason = nearest ? `is not a setting; did you mean ${nearest}?` : message
  return { field: path.join('.'), message: `${locate(path)}: ${path.join('.')} ${reason}` }
}
