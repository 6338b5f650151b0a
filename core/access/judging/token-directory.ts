import { createHash, randomBytes } from 'node:crypto'
import type { Recorded } from '../../event.ts'
import { accessToken, type LiveSecret, type TokenState } from '../tokens/access-token.ts'
import type { AccessEvent } from '../tokens/events.ts'
import { locatorIn, type Locator, type TokenKeys } from './token-keys.ts'

/** A token that exists. */
export type KnownToken = Exclude<TokenState, { status: 'missing' }>

/** The tokens as they are, and since when digests bind what a token is good for; null: as yet none does. */
export interface DirectoryState {
  readonly tokens: readonly KnownToken[]
  readonly boundSince: bigint | null
}

interface Entry {
  readonly state: TokenState
  readonly revision: bigint
}

/** A token that a secret opens, and by which of its digests. */
interface Opened {
  readonly token: KnownToken
  readonly digest: string
}

const mostOpened = 1_000

/** Every access token, folded in memory from `access.*`. */
export class TokenDirectory {
  readonly #byStream = new Map<string, Entry>()
  // Whoever can append can copy a locator: it leads to every token that claims it, and the digest tells which is meant.
  readonly #streamsByLocator = new Map<string, Set<string>>()
  readonly #opened = new Map<string, Opened>()
  readonly #salt = randomBytes(32)
  #boundSince: bigint | null = null

  /** Takes in the next event of a stream; one seen before changes nothing. */
  apply(event: Recorded<AccessEvent>): void {
    const known = this.#byStream.get(event.stream)
    if (known && event.revision <= known.revision) return
    const state = accessToken.evolve(known?.state ?? accessToken.initial, event)
    const isCopied = this.#isCopied(event)
    this.#replace(event.stream, {
      state: isCopied ? closed(state) : state,
      revision: event.revision,
    })
  }

  /** Takes tokens as they were noted, in place of the events that made them. */
  recall({ tokens, boundSince }: DirectoryState): void {
    this.#boundSince = boundSince
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
    if (known) this.#replace(stream, { state: closed(known), revision })
  }

  /** Finds the live token that a secret opens. */
  find(
    secret: string,
    keys: Pick<TokenKeys, 'locators' | 'opens'>,
    now: Date,
  ): KnownToken | undefined {
    return this.open(secret, keys, now)?.token
  }

  /** Finds the live token that a secret opens, and by which of its digests. */
  open(secret: string, keys: Pick<TokenKeys, 'locators' | 'opens'>, now: Date): Opened | undefined {
    const name = this.#memoName(secret)
    const known = this.#opened.get(name)
    if (known && this.#stillOpens(known, now)) return known
    const opened = this.#openAnew(secret, keys, now)
    if (!opened) return undefined
    if (this.#opened.size >= mostOpened) this.#opened.clear()
    this.#opened.set(name, opened)
    return opened
  }

  // What opened a token opens it as long as nothing at all has become of that token.
  #stillOpens({ token, digest }: Opened, now: Date): boolean {
    return (
      this.#byStream.get(tokenStream(token.tokenId))?.state === token &&
      isOpenBy(token, digest, now)
    )
  }

  // Known by a hash under a salt of this process: secrets themselves are kept nowhere.
  #memoName(secret: string): string {
    return createHash('sha256').update(this.#salt).update(secret).digest('base64')
  }

  #openAnew(
    secret: string,
    keys: Pick<TokenKeys, 'locators' | 'opens'>,
    now: Date,
  ): Opened | undefined {
    for (const locator of keys.locators(secret)) {
      for (const stream of this.#streamsByLocator.get(nameOf(locator)) ?? []) {
        const token = this.#byStream.get(stream)?.state
        if (token === undefined || token.status === 'missing' || !isLive(token, now)) continue
        const opened = token.secrets.find(
          kept => isValid(kept, now) && keys.opens(secret, token, kept),
        )
        if (opened) return { token, digest: opened.digest }
      }
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

  state(): DirectoryState {
    return { tokens: this.all(), boundSince: this.#boundSince }
  }

  // Once digests are bound, one that is not is no new token of ours: it may be a copy of an old token's.
  #isCopied({ data, position }: Recorded<AccessEvent>): boolean {
    if (!('digest' in data)) return false
    if (data.locator === undefined) return this.#boundSince !== null && position > this.#boundSince
    if (this.#boundSince === null || position < this.#boundSince) this.#boundSince = position
    return false
  }

  #replace(stream: string, entry: Entry): void {
    for (const secret of secretsOf(this.#byStream.get(stream)?.state))
      this.#streamsByLocator.get(nameOf(secret))?.delete(stream)
    for (const secret of secretsOf(entry.state)) {
      const streams = this.#streamsByLocator.get(nameOf(secret))
      if (streams) streams.add(stream)
      else this.#streamsByLocator.set(nameOf(secret), new Set([stream]))
    }
    this.#byStream.set(stream, entry)
  }
}

/** The stream of a token. */
export function tokenStream(tokenId: string): string {
  return `accessToken-${tokenId}`
}

/** Tells whether a token can still be used with the secret of a digest: not once that was rotated away. */
export function isOpenBy(token: KnownToken, digest: string, now: Date): boolean {
  return isLive(token, now) && token.secrets.some(one => one.digest === digest && isValid(one, now))
}

function isValid({ validUntil }: LiveSecret, now: Date): boolean {
  return validUntil === null || now < validUntil
}

/** Tells whether a token can be used at all. */
export function isLive(token: KnownToken, now: Date): boolean {
  return token.status === 'active' && (token.expiresAt === null || now < new Date(token.expiresAt))
}

function closed(state: TokenState): TokenState {
  return state.status === 'missing' ? state : { ...state, status: 'revoked', secrets: [] }
}

function nameOf(kept: Locator | LiveSecret): string {
  return `${kept.keyId}:${'digest' in kept ? locatorIn(kept) : kept.locator}`
}

function secretsOf(state: TokenState | undefined): readonly LiveSecret[] {
  return state === undefined || state.status === 'missing' ? [] : state.secrets
}
