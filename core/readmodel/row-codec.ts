import type { PgType } from '../projection.ts'
import { DecklogError } from '../errors.ts'
import { BinaryArray, type ArrayType } from '../../postgres/binary-array.ts'

// Postgres keeps neither NUL nor half a surrogate pair.
const unkeepable = /\0|\p{Surrogate}/u

/** How the values of a column go to Postgres: each is checked, and written as text or into an array. */
interface Codec<T> {
  check(value: unknown): T
  text(value: T): string
  readonly array?: ArrayCodec<T>
}

/** `bytes`: how long a value may be expected to be. */
interface ArrayCodec<T> {
  readonly type: ArrayType
  readonly bytes: number
  write(array: BinaryArray, value: T): void
}

/** Writes a column's value as Postgres reads it, or throws when it cannot be kept as it is. */
export function encodeValue(type: PgType, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const { check, text } = codecs[type]
  return text(check(value))
}

/** The values of a column as one parameter: an array in Postgres' binary format, or of texts. */
export type ColumnValues = Buffer | (string | null)[]

/** Writes the values of a column. `refused`: makes the error of a value that cannot be kept as it is. */
export function encodeColumn(
  type: PgType,
  values: readonly unknown[],
  refused: (error: unknown) => Error,
): ColumnValues {
  const { array: binary, check } = codecs[type]
  try {
    if (!binary) return values.map(value => encodeValue(type, value))
    const array = new BinaryArray(binary.type, values.length, binary.bytes)
    for (const value of values)
      if (value === null || value === undefined) array.null()
      else binary.write(array, check(value))
    return array.bytes
  } catch (error) {
    throw refused(error)
  }
}

/** Bytes of a parameter; roughly, where it is texts. */
export function bytesOf(values: ColumnValues): number {
  if (Buffer.isBuffer(values)) return values.length
  return values.reduce((sum, value) => sum + (value?.length ?? 0), 0)
}

const text = { check: checkText, text: (value: string): string => value }

const json = {
  check: (value: unknown): string => JSON.stringify(value) ?? refuse(value),
  text: (value: string): string => value,
}

const codecs: Readonly<Record<PgType, Codec<never>>> = {
  text: codec({ ...text, array: { type: 'text', bytes: 24, write: (a, v) => a.text(v) } }),
  uuid: codec(text),
  date: codec(text),
  integer: codec({
    check: checkInt4,
    text: String,
    array: { type: 'int4', bytes: 4, write: (a, v) => a.int4(v) },
  }),
  bigint: codec({
    check: checkInteger,
    text: String,
    array: { type: 'int8', bytes: 8, write: (a, v) => a.int8(v) },
  }),
  'double precision': codec({
    check: value => (typeof value === 'number' ? value : refuse(value)),
    text: String,
    array: { type: 'float8', bytes: 8, write: (a, v) => a.float8(v) },
  }),
  boolean: codec({
    check: value => (typeof value === 'boolean' ? value : refuse(value)),
    text: String,
    array: { type: 'boolean', bytes: 1, write: (a, v) => a.boolean(v) },
  }),
  timestamptz: codec({
    check: value =>
      value instanceof Date && !Number.isNaN(value.getTime()) ? value : refuse(value),
    text: value => value.toISOString(),
    array: { type: 'timestamptz', bytes: 8, write: (a, v) => a.timestamptz(v.getTime()) },
  }),
  jsonb: codec({ ...json, array: { type: 'jsonb', bytes: 128, write: (a, v) => a.jsonb(v) } }),
  json: codec({ ...json, array: { type: 'json', bytes: 128, write: (a, v) => a.text(v) } }),
}

function codec<T>(of: Codec<T>): Codec<never> {
  return of as Codec<never>
}

function checkText(value: unknown): string {
  if (typeof value === 'string' && !unkeepable.test(value)) return value
  return refuse(value)
}

function checkInteger(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse(value)
}

function checkInt4(value: unknown): number {
  const number = checkInteger(value)
  return number === (number | 0) ? number : refuse(value)
}

function refuse(value: unknown): never {
  throw new DecklogError('DECKLOG_PLUGIN_INVALID', `${nameOf(value)} cannot be kept in this column`)
}

function nameOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? 'an object' : typeof value
}
