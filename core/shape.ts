import Joi from 'joi'

/**
 * One declaration of a value: the schema it is checked by, its canonical example, and by `Of` its TypeScript type. Events,
 * and whatever else is checked, shown and typed, are declared by shapes, so that the three cannot disagree.
 */
export interface Shape<T> {
  readonly schema: Joi.Schema
  readonly example: T
}

/** A shape of objects. */
export interface RecordShape<T extends object> extends Shape<T> {
  readonly schema: Joi.ObjectSchema<T>
}

/** A field that may be absent; the example of its record does not have it. */
export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true
}

/** The TypeScript type of a shape. */
export type Of<S> = S extends Shape<infer T> ? T : never

type Fields = Readonly<Record<string, Shape<unknown>>>
type OptionalKey<F extends Fields> = {
  [Key in keyof F]: F[Key] extends OptionalShape<unknown> ? Key : never
}[keyof F]

/** The TypeScript type of a record of these fields. */
export type RecordOf<F extends Fields> = {
  readonly [Key in Exclude<keyof F, OptionalKey<F>>]: Of<F[Key]>
} & { readonly [Key in OptionalKey<F>]?: Of<F[Key]> }

/** Narrows a schema further: `schema => schema.max(500)`. */
type Narrow<S extends Joi.Schema> = (schema: S) => Joi.Schema

/** Makes a shape of any schema, for what has no word here. */
export function shape<T>(schema: Joi.Schema, example: T): Shape<T> {
  return { schema, example }
}

/** Text that is not empty. */
export function text(
  description: string,
  example: string,
  narrow: Narrow<Joi.StringSchema> = schema => schema,
): Shape<string> {
  return shape(narrow(Joi.string()).description(description), example)
}

/** A number. */
export function number(
  description: string,
  example: number,
  narrow: Narrow<Joi.NumberSchema> = schema => schema,
): Shape<number> {
  return shape(narrow(Joi.number()).description(description), example)
}

/** A whole number from 0. */
export function count(description: string, example: number): Shape<number> {
  return number(description, example, schema => schema.integer().min(0))
}

/** A length of time in seconds, from 0. */
export function seconds(description: string, example: number): Shape<number> {
  return number(description, example, schema => schema.min(0))
}

/** A share of 0 to 100. */
export function percent(description: string, example: number): Shape<number> {
  return number(description, example, schema => schema.min(0).max(100))
}

/** A UUID. */
export function id(description: string, example: string): Shape<string> {
  return text(description, example, schema => schema.guid())
}

/** A point in time, as ISO 8601. */
export function time(description: string, example: string): Shape<string> {
  return text(description, example, schema => schema.isoDate())
}

/** A UTC day: `2026-01-31`. */
export function day(description: string, example: string): Shape<string> {
  return text(description, example, schema => schema.pattern(/^\d{4}-\d{2}-\d{2}$/))
}

/** A position or revision of the ledger: a decimal number as text, since it may exceed what a number holds. */
export function position(description: string, example: string): Shape<string> {
  return text(description, example, schema => schema.pattern(/^\d+$/))
}

/** A SHA-256 in hex. */
export function sha256(description: string, example: string): Shape<string> {
  return text(description, example, schema => schema.hex().length(64))
}

/** One of the values; the first is the example unless another is given. */
export function oneOf<const T extends string | number | boolean>(
  values: readonly [T, ...T[]] | readonly T[],
  description: string,
  example: T | undefined = values[0],
): Shape<T> {
  if (example === undefined) throw new TypeError('oneOf needs a value')
  return shape<T>(Joi.valid(...values).description(description), example)
}

/** The same, or null. */
export function nullable<T>(
  of: Shape<T>,
  example: NoInfer<T> | null = of.example,
): Shape<T | null> {
  return { schema: of.schema.allow(null), example }
}

/** The same as a field that may be absent. */
export function optional<T>(of: Shape<T>): OptionalShape<T> {
  return { ...of, optional: true }
}

/** A list of items of one shape; its example has one, unless another is given. */
export function list<T>(
  of: Shape<T>,
  description: string,
  {
    most,
    example = [of.example],
  }: { readonly most?: number; readonly example?: readonly NoInfer<T>[] } = {},
): Shape<readonly T[]> {
  const items = Joi.array().items(of.schema)
  const bounded = most === undefined ? items : items.max(most)
  return shape(bounded.description(description), example)
}

/** The same shape, described and shown in another place. */
export function described<T, S extends Shape<T>>(
  of: S & Shape<T>,
  description: string,
  example: T = of.example,
): S {
  return { ...of, schema: of.schema.description(description), example }
}

/** An object of these fields, all required unless they are `optional`. Its example is made of theirs. */
export function record<const F extends Fields>(
  fields: F,
  description?: string,
): RecordShape<RecordOf<F>> {
  const entries = Object.entries(fields)
  const keys = Object.fromEntries(
    entries.map(([key, { schema, ...rest }]) => [
      key,
      'optional' in rest ? schema.optional() : schema.required(),
    ]),
  )
  const schema: Joi.ObjectSchema<RecordOf<F>> = Joi.object(keys)
  return {
    schema: description === undefined ? schema : schema.description(description),
    example: exampleOf(fields),
  }
}

function exampleOf<F extends Fields>(fields: F): RecordOf<F> {
  const shown = Object.entries(fields).filter(([, field]) => !('optional' in field))
  // The keys are those of the fields, each with the example of its shape.
  return Object.fromEntries(shown.map(([key, { example }]) => [key, example])) as RecordOf<F>
}
