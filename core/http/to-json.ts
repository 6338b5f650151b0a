/** What JSON can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Copies a body as its JSON will be: Dates in ISO 8601 UTC, bigints in decimals, undefined members left out. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} cannot be sent as JSON`)
  return copyMembers(value)
}

// A loop, as this runs for each member of every answer.
function copyMembers(value: object): Json {
  const copy: Record<string, Json> = {}
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    // An assignment would make it the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, own(toJson(member)))
    else copy[key] = toJson(member)
  }
  return copy
}

function own(value: Json): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true }
}
