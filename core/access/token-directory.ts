import { timingSafeEqual } from 'node:crypto'
import type { Recorded } from '../event.ts'
import { accessToken, type LiveSecret, type TokenState } from './access-token.ts'
import type { AccessEvent, SecretDigest } from './events.ts'

/** A token that exists. */
export type KnownToken = Exclude<TokenState, { status: 'missing' }>

interface Entry {
  readonly state: TokenState
  readonly revision: bigint
}

/** Every access token, folded in memory from `access.*`. */
export class TokenDirectory {
  readonly #byStream = new Map<string, Entry>()
  readonly #streamByLocator = new Map<string, string>()

  /** Takes in the next event of a stream; one seen before changes nothing. */
  apply(event: Recorded<AccessEvent>): void {
    const known = this.#byStream.get(event.stream)
    if (known && event.revision <= known.revision) return
    const state = accessToken.evolve(known?.state ?? accessToken.initial, event)
    this.#replace(event.stream, { state, revision: event.revision })
  }

  /** Takes tokens as they were noted, in place of the events that made them. */
  recall(tokens: readonly KnownToken[]): void {
    for (const state of tokens)
      this.#replace(tokenStream(state.tokenId), { state, revision: state.revision })
  }

  /** Takes in an event ahead of the subscription, unless one before it is still to come. */
  applyEarly(event: Recorded<AccessEvent>): void {
    const known = this.#byStream.get(event.stream)
    if (event.revision === (known?.revision ?? -1n) + 1n) this.apply(event)
  }

  /** Closes the token of a stream that holds an event nobody can read: it may have been a revocation. */
  block(stream: string, revision: bigint): void {
    const known = this.#byStream.get(stream)?.state
    if (known === undefined || known.status === 'missing') return
    this.#replace(stream, { state: { ...known, status: 'revoked', secrets: [] }, revision })
  }

  /** Finds the live token that one of these digests opens. */
  find(digests: readonly SecretDigest[], now: Date): KnownToken | undefined {
    for (const digest of digests) {
      const stream = this.#streamByLocator.get(locatorOf(digest))
      const token = stream === undefined ? undefined : this.#byStream.get(stream)?.state
      if (token !== undefined && token.status !== 'missing' && opens(digest, token, now))
        return token
    }
    return undefined
  }

  get(tokenId: string): KnownToken | undefined {
    const token = this.#byStream.get(tokenStream(tokenId))?.state
    return token?.status === 'missing' ? undefined : token
  }

  all(): readonly KnownToken[] {
    return [...this.#byStream.values()].flatMap(({ state }) =>
      state.status === 'missing' ? [] : [state],
    )
  }

  #replace(stream: string, entry: Entry): void {
    for (const secret of secretsOf(this.#byStream.get(stream)?.state))
      this.#streamByLocator.delete(locatorOf(secret))
    for (const secret of secretsOf(entry.state))
      this.#streamByLocator.set(locatorOf(secret), stream)
    this.#byStream.set(stream, entry)
  }
}

/** The stream of a token. */
export function tokenStream(tokenId: string): string {
  return `accessToken-${tokenId}`
}

/** Tells whether a token can be used at all. */
export function isLive(token: KnownToken, now: Date): boolean {
  return token.status === 'active' && (token.expiresAt === null || now < new Date(token.expiresAt))
}

function opens(digest: SecretDigest, token: KnownToken, now: Date): boolean {
  if (!isLive(token, now)) return false
  return token.secrets.some(
    secret =>
      secret.keyId === digest.keyId &&
      timingSafeEqual(Buffer.from(secret.digest), Buffer.from(digest.digest)) &&
      (secret.validUntil === null || now < secret.validUntil),
  )
}

// A part of the digest finds the token; the whole is compared in constant time.
function locatorOf({ keyId, digest }: SecretDigest): string {
  return `${keyId}:${digest.slice(0, 32)}`
}

function secretsOf(state: TokenState | undefined): readonly LiveSecret[] {
  return state === undefined || state.status === 'missing' ? [] : state.secrets
}
