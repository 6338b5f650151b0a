import { Readable } from 'node:stream'
import { WrittenJson } from './written-json.ts'

/** What JSON can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Answers a body as its JSON will be: Dates in ISO 8601 UTC, bigints in decimals, undefined members left out. What is JSON already is not copied. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (Array.isArray(value)) return copyItems(value)
  if (value instanceof WrittenJson) return toJson(value.toJSON())
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} cannot be sent as JSON`)
  return copyMembers(value)
}

function copyItems(items: readonly unknown[]): readonly Json[] {
  const copies = items.map(toJson)
  return isSame(items, copies) ? items : copies
}

function copyMembers(value: object): Json {
  const members: readonly unknown[] = Object.values(value)
  const copies = members.map(toJson)
  return isJson(value, members, copies) ? value : copyOf(value, members, copies)
}

function isJson(
  value: object,
  members: readonly unknown[],
  copies: readonly Json[],
): value is { readonly [key: string]: Json } {
  return Object.getPrototypeOf(value) === Object.prototype && isSame(members, copies)
}

function isSame(members: readonly unknown[], copies: readonly Json[]): members is readonly Json[] {
  return copies.every((copy, index) => copy === members[index])
}

function copyOf(value: object, members: readonly unknown[], copies: readonly Json[]): Json {
  const copy: Record<string, Json> = {}
  for (const [index, key] of Object.keys(value).entries()) {
    if (members[index] === undefined) continue
    const member = copies[index] ?? null
    // An assignment would make it the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, own(member))
    else copy[key] = member
  }
  return copy
}

function own(value: Json): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true }
}

/** Writes the bodies of a route as the JSON that `toJson` makes of them. Most need no copy for it; the first that does tells of all others. */
export function createBodyWriter(): (body: unknown) => string {
  let needs: 'no copy' | 'a copy' = 'no copy'
  return body => {
    if (body instanceof WrittenJson) return body.text
    if (needs === 'no copy') {
      const text = written(body)
      if (text !== undefined) return text
      needs = 'a copy'
    }
    return JSON.stringify(toJson(body))
  }
}

function written(body: unknown): string | undefined {
  try {
    return JSON.stringify(body)
  } catch {
    // It holds a bigint.
    return undefined
  }
}

/** Content type of an answer that is one JSON value a line. */
export const jsonLinesType = 'application/x-ndjson'

/** Makes a stream of JSON lines; what reads slower than it is written holds the writing up. */
export function jsonLines(values: AsyncIterable<object>): Readable {
  return Readable.from(linesOf(values), { objectMode: false })
}

async function* linesOf(values: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(toJson(value))}\n`
}
