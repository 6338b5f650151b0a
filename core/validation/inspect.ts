import type { FieldError } from '../errors.ts'
import type { Bounds } from './bounds.ts'
import { unkeepable } from './text.ts'

/** How far a value may go. */
export interface Extent {
  /** Levels of lists and objects. */
  readonly levels: number
  readonly bounds?: Bounds
}

/**
 * Finds the first thing that keeps a value from being looked at closely: what is not JSON, what no store of ours can keep, what could
 * reach a prototype, what is nested too deeply, and what is far larger than its bounds. It costs a walk at most, and ends where a
 * list or an object is too long.
 */
export function inspect(value: unknown, { levels, bounds }: Extent): FieldError | undefined {
  const found = find(value, levels, bounds)
  return found && { field: found.path.toReversed().join('.'), message: found.why }
}

/** What was found, and where, from the inside out. */
interface Found {
  readonly why: string
  readonly path: string[]
}

// What is a little too large is told by its schema, in its own words.
const slack = 1_024

function find(value: unknown, levels: number, bounds: Bounds | undefined): Found | undefined {
  if (typeof value === 'string') return findInText(value, bounds)
  if (typeof value !== 'object') return findForeign(value)
  if (value === null) return undefined
  if (levels === 0) return found('is nested too deeply')
  if (Array.isArray(value)) return findInItems(value, levels - 1, bounds)
  return isPlain(value) ? findInMembers(value, levels - 1, bounds) : found('is not plain JSON')
}

function findInText(text: string, bounds: Bounds | undefined): Found | undefined {
  const most = bounds?.characters
  if (most !== undefined && text.length > most + slack)
    return found(`must have at most ${most} characters`)
  const why = unkeepable(text)
  return why === undefined ? undefined : found(why)
}

function findForeign(value: unknown): Found | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : found('is out of range')
  return value === undefined || typeof value === 'boolean' ? undefined : found('is not JSON')
}

function findInItems(
  items: readonly unknown[],
  levels: number,
  bounds: Bounds | undefined,
): Found | undefined {
  const most = bounds?.items
  if (most !== undefined && items.length > most) return found(`must have at most ${most} items`)
  for (const [index, item] of items.entries()) {
    const inner = find(item, levels, bounds?.item)
    if (inner) return within(inner, String(index))
  }
  return undefined
}

function findInMembers(
  value: object,
  levels: number,
  bounds: Bounds | undefined,
): Found | undefined {
  const entries = Object.entries(value)
  const most = bounds?.members
  if (most !== undefined && entries.length > most) return found(`must have at most ${most} members`)
  for (const [key, member] of entries) {
    const inner = findInName(key, member) ?? findMember(key, member, { levels, bounds })
    if (inner) return inner
  }
  return undefined
}

function findMember(
  key: string,
  member: unknown,
  { levels, bounds }: { readonly levels: number; readonly bounds: Bounds | undefined },
): Found | undefined {
  const own = bounds?.named?.get(key) ?? bounds?.other
  const inner = own === 'none' ? found('is not allowed') : find(member, levels, own)
  return inner && within(inner, key)
}

const longestName = 1_024

function findInName(key: string, member: unknown): Found | undefined {
  const toPrototype =
    key === '__proto__' ||
    (key === 'constructor' &&
      typeof member === 'object' &&
      member !== null &&
      Object.hasOwn(member, 'prototype'))
  if (toPrototype) return found('has a name that is not allowed')
  if (key.length > longestName) return found('has a name that is too long')
  return unkeepable(key) === undefined ? undefined : found('has a name that is not well-formed')
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function found(why: string): Found {
  return { why, path: [] }
}

function within(inner: Found, key: string): Found {
  inner.path.push(key)
  return inner
}
