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
  /** The person it is done for, where that is not the token's holder. */
  readonly person?: string | undefined
}

/**
 * Reads `Idempotency-Key`; what is kept is a hash of token, route and key, and one of what was asked. No key of this deployment is in
 * it: those rotate, and a repetition must be known before and after.
 */
export function readIdempotency(
  header: string | undefined,
  request: Repeatable,
): Idempotency | undefined {
  if (header === undefined) return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(header))
    throw invalidField('Idempotency-Key', 'must be 1 to 255 visible ASCII characters')
  const { tokenId, method, path, query, payload, person } = request
  const asked =
    canonicalize([query ?? {}, payload ?? {}, ...(person === undefined ? [] : [person])]) ?? ''
  return {
    idempotencyKey: sha256(['idempotency', tokenId, method, path, header].join('\0')),
    requestHash: sha256(asked),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
