import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { invalidField } from '../../errors.ts'

/** What a write that may be repeated hands on to the ledger. */
export interface Idempotency {
  readonly idempotencyKey: string
  readonly requestHash: string
}

/** A request as far as repeating it is concerned. */
export interface Repeatable {
  readonly tokenId: string
  readonly method: string
  readonly path: string
  readonly query: unknown
  readonly payload: unknown
}

/** Reads `Idempotency-Key`; what is kept is an HMAC of token, route and key, and a hash of what was asked. */
export function readIdempotency(
  header: string | undefined,
  request: Repeatable,
  sign: (text: string) => string,
): Idempotency | undefined {
  if (header === undefined) return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(header))
    throw invalidField('Idempotency-Key', 'must be 1 to 255 visible ASCII characters')
  const { tokenId, method, path, query, payload } = request
  const asked = canonicalize([query ?? {}, payload ?? {}]) ?? ''
  return {
    idempotencyKey: sign([tokenId, method, path, header].join('\0')),
    requestHash: createHash('sha256').update(asked).digest('hex'),
  }
}
