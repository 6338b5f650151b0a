import type { PgType } from '../projection.ts'
import { DecklogError } from '../errors.ts'

// Postgres keeps neither NUL nor half a surrogate pair.
const unkeepable = /\0|\p{Surrogate}/u

type SqlValue = string | null

/** Writes a column's value as Postgres reads it, or throws when it cannot be kept as it is. */
export function encodeValue(type: PgType, value: unknown): SqlValue {
  if (value === null || value === undefined) return null
  return encoders[type](value)
}

const encoders: Readonly<Record<PgType, (value: unknown) => string>> = {
  text: encodeText,
  uuid: encodeText,
  date: encodeText,
  integer: encodeInteger,
  bigint: encodeInteger,
  'double precision': value => (typeof value === 'number' ? String(value) : refuse(value)),
  boolean: value => (typeof value === 'boolean' ? String(value) : refuse(value)),
  timestamptz: value =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : refuse(value),
  jsonb: value => JSON.stringify(value) ?? refuse(value),
}

function encodeText(value: unknown): string {
  if (typeof value === 'string' && !unkeepable.test(value)) return value
  return refuse(value)
}

function encodeInteger(value: unknown): string {
  return Number.isSafeInteger(value) ? String(value) : refuse(value)
}

function refuse(value: unknown): never {
  throw new DecklogError(
    'DECKLOG_PLUGIN_INVALID',
    `${typeof value === 'object' ? 'an object' : typeof value} cannot be kept in this column`,
  )
}
