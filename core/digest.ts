import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'

/** SHA-256 in hex of the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}

/** Whether two values are the same JSON; what is not there is null. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return canonicalize(one ?? null) === canonicalize(other ?? null)
}
