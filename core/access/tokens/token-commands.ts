import { v5, v7 } from 'uuid'
import type { Clock } from '../../clock.ts'
import { DecklogError } from '../../errors.ts'
import type { Actor, Recorded } from '../../event.ts'
import type { Executed, Host } from '../../host.ts'
import type { Access } from '../judging/access.ts'
import { accessToken, type TokenCommand } from './access-token.ts'
import type { AccessEvent } from './events.ts'
import type { Grant, Token } from './token.ts'
import { makeSecret } from '../judging/secret.ts'
import { tokenStream, type KnownToken } from '../judging/token-directory.ts'
import type { Locator, TokenKeys } from '../judging/token-keys.ts'

const namespace = '6f1d5c0e-1b0a-5a52-9d0f-3a4c8e1f7b26'
const visibleMs = 2_000

/** A token to be made; its subject is its own id unless it says another. */
export interface NewToken extends Omit<Token, 'tokenId' | 'subject'> {
  readonly subject?: string
  /** Given instead of a random one: a UUID. */
  readonly tokenId?: string
  /** Given instead of a random one: a secret that an operator chose. */
  readonly secret?: string
}

/** Who asks, and how a repetition is known. */
export interface TokenRequest {
  readonly actor: Actor
  readonly idempotencyKey?: string
  readonly requestHash?: string
  readonly ifRevision?: bigint
}

/** A changed token. The secret is there once, in the answer that made it: null in a repetition. */
export interface TokenAnswer {
  readonly token: KnownToken
  readonly secret: string | null
  readonly position: bigint
  readonly revision: bigint
}

/** What can be done to tokens. */
export interface TokenCommands {
  create(token: NewToken, request: TokenRequest): Promise<TokenAnswer>
  /** The secret before the new one stays valid for `graceSeconds`. */
  rotate(tokenId: string, graceSeconds: number, request: TokenRequest): Promise<TokenAnswer>
  revoke(tokenId: string, reason: string, request: TokenRequest): Promise<TokenAnswer>
}

/** What the commands need; `execute` is the command handler's. */
export interface TokenCommandsOptions {
  readonly execute: Host['execute']
  readonly access: Access
  readonly keys: TokenKeys
  readonly clock: Clock
}

/** Creates the commands on tokens. */
export function createTokenCommands(options: TokenCommandsOptions): TokenCommands {
  const { keys, clock } = options
  return {
    create(token, request) {
      const { secret = makeSecret(keys.newestId), tokenId = idFor(request), ...data } = token
      const boards = data.boards && data.boards.map(board => board.toLowerCase())
      const made = { subject: tokenId, ...data, boards, tokenId }
      const command = {
        kind: 'create',
        token: { ...made, ...keys.digest(secret, made) },
      } as const
      return run(options, { tokenId, command, secret, request })
    },
    rotate(tokenId, graceSeconds, request) {
      const secret = makeSecret(keys.newestId)
      const at = clock.now()
      const previousValidUntil = new Date(at.getTime() + graceSeconds * 1_000)
      const command = {
        kind: 'rotate',
        seal: (grant: Grant) => keys.digest(secret, grant),
        at,
        previousValidUntil,
      } as const
      return run(options, { tokenId, command, secret, request })
    },
    revoke(tokenId, reason, request) {
      const command = { kind: 'revoke', reason } as const
      return run(options, { tokenId, command, secret: null, request })
    },
  }
}

interface Run {
  readonly tokenId: string
  readonly command: TokenCommand
  readonly secret: string | null
  readonly request: TokenRequest
}

async function run(
  { execute, access, keys }: TokenCommandsOptions,
  { tokenId, command, secret, request }: Run,
): Promise<TokenAnswer> {
  const stream = tokenStream(tokenId)
  const executed = await execute(accessToken, { stream, command, ...request })
  access.learn(executed.events)
  const token = access.token(tokenId) ?? (await tokenAt(access, tokenId, executed))
  const made = secret !== null && isRecorded(executed.events, keys.locators(secret))
  const { position, revision } = executed
  return { token, secret: made ? secret : null, position, revision }
}

async function tokenAt(
  access: Access,
  tokenId: string,
  { position }: Executed<AccessEvent>,
): Promise<KnownToken> {
  await access.reached(position, AbortSignal.timeout(visibleMs))
  const token = access.token(tokenId)
  if (token !== undefined) return token
  throw new DecklogError('DECKLOG_TIMEOUT', 'The token is recorded but could not be read back.')
}

function isRecorded(
  events: readonly Recorded<AccessEvent>[],
  locators: readonly Locator[],
): boolean {
  return events.some(
    ({ data }) => 'locator' in data && locators.some(({ locator }) => locator === data.locator),
  )
}

function idFor({ idempotencyKey }: TokenRequest): string {
  return idempotencyKey === undefined ? v7() : v5(idempotencyKey, namespace)
}
