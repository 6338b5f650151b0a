import type { CharSet } from './regex-node.ts'

let families: Map<number, readonly number[]> | undefined

/** Characters that differ only in case, this one included. */
export function caseFamily(code: number): readonly number[] {
  families ??= readFamilies()
  return families.get(code) ?? [code]
}

/** A set that has with a character all that differ from it only in case. */
export function withoutCase(set: CharSet): CharSet {
  const seen = new Map<number, boolean>()
  return code => {
    const before = seen.get(code)
    if (before !== undefined) return before
    const is = caseFamily(code).some(set)
    seen.set(code, is)
    return is
  }
}

/** By the lower-case letter that they share. */
function readFamilies(): Map<number, readonly number[]> {
  const byLower = new Map<number, number[]>()
  for (let code = 0; code < 0x10000; code++) {
    const lower = lowerOf(code)
    const family = byLower.get(lower) ?? []
    family.push(code)
    byLower.set(lower, family)
  }
  const found = new Map<number, readonly number[]>()
  for (const family of byLower.values())
    if (family.length > 1) for (const code of family) found.set(code, family)
  return found
}

function lowerOf(code: number): number {
  const lower = String.fromCharCode(code).toLowerCase()
  return lower.length === 1 ? lower.charCodeAt(0) : code
}
