import type { Description, ObjectSchema } from 'joi'

const hidden = '[hidden]'

/** A copy of values in which those that their schema calls secret (`meta({ secret: true })`) cannot be read. */
export function hideSecrets(schema: ObjectSchema, values: object): Record<string, unknown> {
  return hideIn(schema.describe(), values)
}

function hideIn(description: Description, values: object): Record<string, unknown> {
  const keys = new Map(Object.entries<Description>(description['keys'] ?? {}))
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, hide(keys.get(key), value)]),
  )
}

function hide(description: Description | undefined, value: unknown): unknown {
  if (!description || value === undefined || value === null) return value
  if (isSecret(description)) return Array.isArray(value) ? value.map(conceal) : conceal(value)
  const [item]: readonly Description[] = description['items'] ?? []
  if (Array.isArray(value)) return value.map(element => hide(item, element))
  return typeof value === 'object' ? hideIn(description, value) : value
}

// Of a URL, where it leads stays readable.
function conceal(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) return hidden
  const { protocol, host, pathname, username, search } = new URL(value)
  if (host === '') return hidden
  const person = username === '' ? '' : `${hidden}@`
  return `${protocol}//${person}${host}${pathname}${search === '' ? '' : `?${hidden}`}`
}

/** Tells whether a schema, as it describes itself, marks a value as secret (`meta({ secret: true })`). */
export function isSecret(description: Description): boolean {
  const metas: readonly { readonly secret?: boolean }[] = description['metas'] ?? []
  return metas.some(meta => meta.secret === true)
}
