import { inspect } from '../validation/inspect.ts'

/** Most bytes that the facts of one gate may have, as JSON. */
const mostFactsBytes = 64 * 1_024
// Decisions are recorded at most 32 levels deep, of which the facts of a gate have what is left.
const mostDepth = 16

/**
 * The facts of a gate as they are recorded, as plain JSON; undefined where they cannot be: too many, too deep, no JSON, or with text that
 * no store keeps. The answer is given all the same: that nobody can judge it again is told when somebody tries.
 */
export function keepableFacts(facts: object): object | undefined {
  const json = toJson(facts)
  if (json === undefined || Buffer.byteLength(json) > mostFactsBytes) return undefined
  const kept: unknown = JSON.parse(json)
  const isKept = typeof kept === 'object' && kept !== null
  return isKept && inspect(kept, { levels: mostDepth }) === undefined ? kept : undefined
}

function toJson(facts: object): string | undefined {
  try {
    return JSON.stringify(facts)
  } catch {
    return undefined
  }
}
