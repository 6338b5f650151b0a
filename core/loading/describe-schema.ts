import type { Description, Schema } from 'joi'

type NamedKey = readonly [name: string, description: Description]

/** Every key of a schema with what Joi tells of it, those of objects in it by their path. */
export function keysOf(description: Description, path = ''): readonly NamedKey[] {
  const keys: Readonly<Record<string, Description>> = description['keys'] ?? {}
  return Object.entries(keys).flatMap(([name, key]) => [
    [`${path}${name}`, key] as const,
    ...keysOf(key, `${path}${name}.`),
  ])
}

/** The keys of a schema that nothing describes: neither themselves, nor an object that they are in, nor the keys in them. */
export function unexplained(schema: Schema): readonly string[] {
  return bare(schema.describe(), '')
}

function bare(description: Description, path: string): readonly string[] {
  const keys: Readonly<Record<string, Description>> = description['keys'] ?? {}
  return Object.entries(keys).flatMap(([name, key]) => {
    if (hasFlag(key, 'description')) return []
    return key['keys'] === undefined ? [`${path}${name}`] : bare(key, `${path}${name}.`)
  })
}

/** Tells whether a schema was given something: a description, a default, a presence. */
export function hasFlag({ flags }: Description, name: string): boolean {
  return flags !== undefined && name in flags
}
