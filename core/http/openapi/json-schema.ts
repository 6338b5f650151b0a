import type { Schema } from 'joi'
import { toJson, type Json } from '../answers/to-json.ts'

/** A JSON Schema, as far as OpenAPI 3.1 documents hold one. */
export type JsonSchema = { readonly [key: string]: Json }

/** Translates a Joi schema to JSON Schema 2020-12, with the rules that JSON Schema cannot tell added in words. */
export function jsonSchema(schema: Schema): JsonSchema {
  const translated = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
  const repaired = repair(toJson(translated))
  if (!isObject(repaired)) return {}
  const description = [repaired['description'], ...rulesInWords(schema)].filter(Boolean).join(' ')
  return description === '' ? repaired : { ...repaired, description }
}

// Joi 18 leaves null out of the values of an enum that allows it.
function repair(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(repair)
  if (!isObject(schema)) return schema
  const repaired = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, repair(value)]),
  )
  const { type, enum: values } = repaired
  const nullable = Array.isArray(type) && type.includes('null')
  if (!nullable || !Array.isArray(values) || values.includes(null)) return repaired
  return { ...repaired, enum: [...values, null] }
}

const words: Readonly<Record<string, string>> = {
  and: 'Either all or none of',
  or: 'At least one of',
  xor: 'Exactly one of',
  oxor: 'At most one of',
  nand: 'Not all of',
}

function rulesInWords(schema: Schema): readonly string[] {
  const dependencies: readonly Dependency[] = schema.describe()['dependencies'] ?? []
  return dependencies.flatMap(({ rel, peers }) =>
    words[rel] === undefined ? [] : [`${words[rel]}: ${peers.join(', ')}.`],
  )
}

interface Dependency {
  readonly rel: string
  readonly peers: readonly string[]
}

function isObject(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
