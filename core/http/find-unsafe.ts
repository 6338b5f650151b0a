import type { FieldError } from '../errors.ts'

const deepest = 64

/**
 * Finds what no store of ours can keep, or what could reach a prototype: NUL and lone surrogates in texts and names, numbers out
 * of range, names that lead to a prototype, and nesting beyond 64 levels. Answers the first of them.
 */
export function findUnsafe(value: unknown, path = '', depth = 0): FieldError | undefined {
  if (typeof value === 'string') return unsafeText(value, path)
  if (typeof value === 'number' && !Number.isFinite(value))
    return { field: path, message: 'is out of range' }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth === deepest) return { field: path, message: 'is nested too deeply' }
  for (const [key, member] of Object.entries(value)) {
    const found = unsafeName(key, member, path) ?? findUnsafe(member, join(path, key), depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function unsafeName(key: string, member: unknown, path: string): FieldError | undefined {
  const toPrototype =
    key === '__proto__' ||
    (key === 'constructor' &&
      typeof member === 'object' &&
      member !== null &&
      Object.hasOwn(member, 'prototype'))
  if (toPrototype) return { field: path, message: 'has a name that is not allowed' }
  return unsafeText(key, path) && { field: path, message: 'has a name that is not well-formed' }
}

function unsafeText(text: string, path: string): FieldError | undefined {
  if (text.includes('\0')) return { field: path, message: 'must not contain NUL' }
  if (/\p{Surrogate}/u.test(text)) return { field: path, message: 'must be well-formed Unicode' }
  return undefined
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
