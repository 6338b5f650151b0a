import type { Description, ObjectSchema } from 'joi'
import { type Descriptions, metaOf, partsAt, partsOfItems } from './schema-parts.ts'

const hidden = '[hidden]'

/** A copy of values in which those that their schema calls secret (`meta({ secret: true })`) cannot be read. */
export function hideSecrets(schema: ObjectSchema, values: object): Record<string, unknown> {
  return hideIn([schema.describe()], values)
}

function hideIn(descriptions: Descriptions, values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, hide(partsAt(descriptions, key), value)]),
  )
}

function hide(descriptions: Descriptions, value: unknown): unknown {
  if (value === undefined || value === null) return value
  if (metaOf(descriptions, 'secret') === true)
    return Array.isArray(value) ? value.map(conceal) : conceal(value)
  const items = partsOfItems(descriptions)
  if (Array.isArray(value)) return value.map(element => hide(items, element))
  return typeof value === 'object' ? hideIn(descriptions, value) : value
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
  return metaOf([description], 'secret') === true
}
