import type { Description, Schema } from 'joi'
import { toJson, type Json } from '../answers/to-json.ts'

/** A JSON Schema, as far as OpenAPI 3.1 documents hold one. */
export type JsonSchema = { readonly [key: string]: Json }

/** Translates a Joi schema to JSON Schema 2020-12, with the rules that JSON Schema cannot tell added in words. */
export function jsonSchema(schema: Schema): JsonSchema {
  const translated = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
  const repaired = demand(repair(toJson(translated)), schema.describe(), 'optional')
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

type Presence = 'optional' | 'required' | 'forbidden'

// Joi's translation knows a field as required where the field says so, and not where a preference of an object around it does.
function demand(json: Json | undefined, description: Description, around: Presence): Json {
  if (!isObject(json)) return json ?? null
  const presence: Presence = description['preferences']?.presence ?? around
  const demanded = members(json, description, presence)
  const choices: readonly { readonly schema?: Description }[] = description['matches'] ?? []
  const { anyOf } = demanded
  if (!Array.isArray(anyOf) || choices.length !== anyOf.length) return demanded
  const inner = anyOf.map((one, index) => demand(one, choices[index]?.schema ?? {}, presence))
  return { ...demanded, anyOf: inner }
}

function members(json: JsonSchema, description: Description, presence: Presence): JsonSchema {
  const { properties, items, patternProperties } = json
  const { keys = {}, items: kinds = [], patterns = [] } = description
  const [kind]: readonly Description[] = kinds
  return {
    ...json,
    ...(isObject(properties) ? ownMembers(properties, keys, presence) : {}),
    ...(kind && kinds.length === 1 && isObject(items)
      ? { items: demand(items, kind, presence) }
      : {}),
    ...(isObject(patternProperties)
      ? { patternProperties: ruledMembers(patternProperties, patterns, presence) }
      : {}),
  }
}

function ownMembers(
  properties: JsonSchema,
  keys: Readonly<Record<string, Description>>,
  presence: Presence,
): JsonSchema {
  const demanded = Object.entries(properties).map(([key, value]) => [
    key,
    demand(value, keys[key] ?? {}, presence),
  ])
  const required = Object.keys(properties).filter(key => isRequired(keys[key], presence))
  return { properties: Object.fromEntries(demanded), ...(required.length > 0 ? { required } : {}) }
}

function ruledMembers(
  rules: JsonSchema,
  patterns: readonly { readonly rule: Description }[],
  presence: Presence,
): JsonSchema {
  const entries = Object.entries(rules)
  return Object.fromEntries(
    entries.map(([key, value], index) => [
      key,
      demand(value, patterns[index]?.rule ?? {}, presence),
    ]),
  )
}

function isRequired(description: Description | undefined, around: Presence): boolean {
  const flags: { readonly presence?: Presence } = description?.flags ?? {}
  return (flags.presence ?? around) === 'required'
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
