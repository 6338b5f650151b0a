import type { Caller } from '../../http/route.ts'
import type { Recorded } from '../../event.ts'
import { DecklogError } from '../../errors.ts'
import type { HealthItem, HealthSource } from '../../telemetry/health.ts'
import { AccessFollower, type FollowerOptions } from './access-follower.ts'
import type { AccessEvent } from '../tokens/events.ts'
import { isPlausibleSecret } from './secret.ts'
import { isLive, isOpenBy, TokenDirectory, type KnownToken } from './token-directory.ts'
import type { TokenKeys } from './token-keys.ts'

const longestBlindMs = 1_000

/** Who calls, and with which token. */
export interface Identity {
  readonly tokenId: string
  /** Of the secret that was shown; nobody learns the secret from it. */
  readonly digest: string
  readonly caller: Caller
}

/** Judges tokens from an in-memory fold of the ledger. */
export interface Access extends HealthSource {
  /** Starts to follow the ledger and resolves once caught up. */
  start(signal: AbortSignal): Promise<void>
  stop(): Promise<void>
  /** The holder of a secret, or undefined; DECKLOG_LEDGER_UNAVAILABLE when tokens have not been followed for over a second. */
  authenticate(secret: string): Identity | undefined
  /** Tells whether a token, once authenticated, still is good. */
  accepts(tokenId: string): boolean
  /** The same, and with the secret that it was authenticated by. */
  stillAccepts(identity: Pick<Identity, 'tokenId' | 'digest'>): boolean
  token(tokenId: string): KnownToken | undefined
  tokens(): readonly KnownToken[]
  /** Takes in events that this process has just recorded, ahead of the subscription. */
  learn(events: readonly Recorded<AccessEvent>[]): void
  /** Resolves once the fold has passed `position`, or `signal` aborts. */
  reached(position: bigint, signal: AbortSignal): Promise<boolean>
}

/** Creates the judge of tokens. */
export function createAccess(options: FollowerOptions & { readonly keys: TokenKeys }): Access {
  const { keys, clock } = options
  const directory = new TokenDirectory()
  const follower = new AccessFollower(directory, options)
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  return {
    async start(signal) {
      running = follower.run(stopping.signal)
      if (await follower.reached(-1n, AbortSignal.any([signal, stopping.signal]))) return
      throw new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', 'The access tokens could not be read.')
    },
    async stop() {
      stopping.abort()
      await running
    },
    authenticate(secret) {
      if (follower.downMs() > longestBlindMs) throw blind()
      if (!isPlausibleSecret(secret)) return undefined
      const opened = directory.open(secret, keys, clock.now())
      return opened && identityOf(opened.token, opened.digest)
    },
    accepts(tokenId) {
      const token = directory.get(tokenId)
      return token !== undefined && isLive(token, clock.now())
    },
    stillAccepts({ tokenId, digest }) {
      const token = directory.get(tokenId)
      return token !== undefined && isOpenBy(token, digest, clock.now())
    },
    token: tokenId => directory.get(tokenId),
    tokens: () => directory.all(),
    learn: events => events.forEach(event => directory.applyEarly(event)),
    reached: (position, signal) => follower.reached(position, signal),
    health: () => [healthOf(follower.downMs())],
  }
}

function identityOf(token: KnownToken, digest: string): Identity {
  const { tokenId, kind, subject, scopes, boards } = token
  return { tokenId, digest, caller: { actor: { kind, id: subject }, scopes, boards } }
}

function healthOf(downMs: number): HealthItem {
  const name = 'access'
  if (downMs <= longestBlindMs) return { name, state: 'ok' }
  const reason =
    downMs === Infinity
      ? 'access tokens are being read'
      : `access tokens have not been followed for ${Math.round(downMs / 1_000)} s`
  return { name, state: 'failing', reason }
}

function blind(): DecklogError {
  return new DecklogError(
    'DECKLOG_LEDGER_UNAVAILABLE',
    'Tokens cannot be judged while the ledger is not followed.',
    { retryAfterSeconds: 1 },
  )
}
