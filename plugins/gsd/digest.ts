import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256 in hex of the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}
