import Joi from 'joi'
import type { PgType } from '../projection.ts'

/** One column of a read model: what Postgres keeps, what an answer shows, and by `RowOf` its TypeScript type. */
export interface Column<T> {
  readonly type: PgType
  readonly schema: Joi.Schema
  /** Name in an answer, when it is another. */
  readonly shownAs?: string
  /** Kept, and never shown. */
  readonly hidden?: true
  /** Only for the type. */
  readonly of?: T
}

type Columns = Readonly<Record<string, Column<unknown>>>

/** The row of a table. */
export type RowOf<Table> =
  Table extends ReadTable<infer C>
    ? { readonly [Name in keyof C]: C[Name] extends Column<infer T> ? T : never }
    : never

/** A read model's columns with what an answer says of them. */
export interface ReadTable<C extends Columns = Columns> {
  /** For `defineProjection`. */
  readonly columns: { readonly [Name in keyof C]: PgType }
  /** Schema of the body of one row; add what is not a column by `.keys()`. */
  readonly schema: Joi.ObjectSchema
  /** The body of one row: every column that is shown, under the name it is shown by. */
  toBody(row: { readonly [Name in keyof C]: unknown }): Record<string, unknown>
  /** Only for the type. */
  readonly of?: C
}

/** Declares a read model's columns once: for the projection, the row's type, the answer's schema and its body. */
export function defineTable<const C extends Columns>(columns: C): ReadTable<C> {
  const entries = Object.entries(columns)
  const shown = entries
    .filter(([, column]) => column.hidden === undefined)
    .map(([name, column]) => ({ name, as: column.shownAs ?? name, schema: column.schema }))
  const types = Object.fromEntries(entries.map(([name, { type }]) => [name, type]))
  return {
    // The names are those of `columns`.
    columns: types as ReadTable<C>['columns'],
    schema: Joi.object(Object.fromEntries(shown.map(({ as, schema }) => [as, schema.required()]))),
    toBody: row => Object.fromEntries(shown.map(({ name, as }) => [as, row[name]])),
  }
}

const column =
  <T>(type: PgType, schema: () => Joi.Schema) =>
  (description?: string): Column<T> => ({ type, schema: describe(schema(), description) })

function describe(schema: Joi.Schema, description: string | undefined): Joi.Schema {
  return description === undefined ? schema : schema.description(description)
}

/** Text. */
export const text = column<string>('text', () => Joi.string().allow(''))
/** A UUID. */
export const uuid = column<string>('uuid', () => Joi.string().guid())
/** A SHA-256 in hex. */
export const sha256 = column<string>('text', () => Joi.string().hex().length(64))
/** A whole number of 32 bits. */
export const integer = column<number>('integer', () => Joi.number().integer())
/** A whole number up to 2^53. */
export const bigint = column<number>('bigint', () => Joi.number().integer())
/** Any number. */
export const double = column<number>('double precision', () => Joi.number())
/** True or false. */
export const flag = column<boolean>('boolean', () => Joi.boolean())
/** A point in time: a Date in a row, ISO 8601 in an answer. */
export const timestamp = column<Date>('timestamptz', () => Joi.string().isoDate())

/** A text that is one of the values. */
export function word<const T extends string>(
  values: readonly T[],
  description?: string,
): Column<T> {
  return { type: 'text', schema: describe(Joi.valid(...values), description) }
}

/** JSON of the type; the schema is what an answer promises of it. */
export function json<T>(schema: Joi.Schema, description?: string): Column<T> {
  return { type: 'jsonb', schema: describe(schema, description) }
}

/** The same, for what is read whole and never looked into by SQL. */
export function document<T>(schema: Joi.Schema, description?: string): Column<T> {
  return { type: 'json', schema: describe(schema, description) }
}

/** The same column, which may be null. */
export function nullable<T>(of: Column<T>): Column<T | null> {
  return { ...of, schema: of.schema.allow(null) }
}

/** The same column, under another name in answers. */
export function shownAs<T>(name: string, of: Column<T>): Column<T> {
  return { ...of, shownAs: name }
}

/** The same column, kept and never shown. */
export function hidden<T>(of: Column<T>): Column<T> {
  return { ...of, hidden: true }
}
