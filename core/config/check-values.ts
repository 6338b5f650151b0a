import type { ObjectSchema } from 'joi'
import { DecklogError, type FieldError } from '../errors.ts'
import { createValidator } from '../validation/validator.ts'

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

/** The error that says everything that is wrong with the configuration, one line each. */
export function configInvalid(fields: readonly FieldError[]): DecklogError {
  const lines = fields.map(({ message }) => `\n  ${message}`).join('')
  return new DecklogError('DECKLOG_CONFIG_INVALID', `The configuration cannot be used.${lines}`, {
    fields,
  })
}

/** The name closest to `wanted` by edits, when one is close enough to have been meant. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(wanted.length / 4))
  const ranked = names
    .map(name => ({ name, edits: editsBetween(wanted.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  return best && best.edits <= most ? best.name : undefined
}

function editsBetween(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
      const added = (current[column] ?? 0) + 1
      const dropped = (above[column + 1] ?? 0) + 1
      current.push(Math.min(replaced, added, dropped))
    }
    above = current
  }
  return above[to.length] ?? 0
}
