import { DecklogError, invalidField, notFound } from '../../errors.ts'
import type { Decider, Recorded } from '../../event.ts'
import { uuid } from '../../validation/fields.ts'
import type { AccessEvent, TokenCreated } from './events.ts'
import type { Grant, SecretDigest, Token } from './token.ts'

/** A secret that opens a token, until `validUntil` when it was replaced. */
export interface LiveSecret extends SecretDigest {
  readonly validUntil: Date | null
}

/** A token as its stream tells. Expiry is judged by who asks: it is no event. */
export type TokenState =
  | { readonly status: 'missing' }
  | (Token & {
      readonly status: 'active' | 'revoked'
      /** Newest first; two at most. */
      readonly secrets: readonly LiveSecret[]
      readonly revision: bigint
      readonly createdAt: Date
      readonly rotatedAt: Date | null
      readonly revokedAt: Date | null
    })

export type TokenCommand =
  | { readonly kind: 'create'; readonly token: TokenCreated['data'] }
  | {
      readonly kind: 'rotate'
      /** Makes what is kept of the new secret, bound to what the token is good for. */
      readonly seal: (grant: Grant) => SecretDigest
      readonly at: Date
      readonly previousValidUntil: Date
    }
  | { readonly kind: 'revoke'; readonly reason: string }

/** The rules of one access token, whose stream is `accessToken-<uuid>`. */
export const accessToken: Decider<TokenState, TokenCommand, AccessEvent> = {
  initial: { status: 'missing' },
  evolve,
  decide,
}

function evolve(state: TokenState, event: Recorded<AccessEvent>): TokenState {
  switch (event.type) {
    case 'access.TokenCreated':
      return created(event)
    case 'access.TokenRotated': {
      if (state.status === 'missing') return state
      const { keyId, digest, locator, previousValidUntil } = event.data
      const secrets = [
        liveSecret(keyId, digest, locator),
        ...state.secrets
          .slice(0, 1)
          .map(previous => ({ ...previous, validUntil: new Date(previousValidUntil) })),
      ]
      return { ...state, secrets, revision: event.revision, rotatedAt: event.receivedAt }
    }
    case 'access.TokenRevoked':
      if (state.status === 'missing') return state
      return {
        ...state,
        status: 'revoked',
        secrets: [],
        revision: event.revision,
        revokedAt: event.receivedAt,
      }
    default:
      return event satisfies never
  }
}

function created(event: Recorded<TokenCreated>): TokenState {
  const { keyId, digest, locator, ...token } = event.data
  return {
    ...token,
    boards: token.boards && knownBoards(token.boards),
    status: 'active',
    secrets: [liveSecret(keyId, digest, locator)],
    revision: event.revision,
    createdAt: event.receivedAt,
    rotatedAt: null,
    revokedAt: null,
  }
}

function liveSecret(keyId: string, digest: string, locator: string | undefined): LiveSecret {
  return { keyId, digest, ...(locator === undefined ? {} : { locator }), validUntil: null }
}

// Of a time when boards were taken as they were written: one that is no UUID is none, and limits to nothing.
function knownBoards(boards: readonly string[]): readonly string[] {
  return boards.map(board => board.toLowerCase()).filter(isBoard)
}

function isBoard(board: string): boolean {
  return board === board.toLowerCase() && boardId.validate(board).error === undefined
}

const boardId = uuid()

function decide(command: TokenCommand, state: TokenState): readonly AccessEvent[] {
  switch (command.kind) {
    case 'create':
      return create(command.token, state)
    case 'rotate':
      return rotate(command, state)
    case 'revoke':
      if (state.status === 'missing') throw notFound('token')
      if (state.status === 'revoked') return []
      return [
        {
          type: 'access.TokenRevoked',
          data: { tokenId: state.tokenId, reason: command.reason },
        },
      ]
    default:
      return command satisfies never
  }
}

function create(token: TokenCreated['data'], state: TokenState): readonly AccessEvent[] {
  if (state.status !== 'missing') {
    // Starts race for the tokens that Decklog makes for itself; a caller would take an old token for a new one.
    if (token.source === 'configuration' || token.source === 'first_start') return []
    throw new DecklogError(
      'DECKLOG_REFUSED',
      'This Idempotency-Key made a token earlier: use a new one.',
    )
  }
  if (token.kind === 'agent' && token.scopes.some(s => s === 'approve' || s === 'admin'))
    throw invalidField(
      'scopes',
      'must hold neither approve nor admin, which could give it: the token is of kind agent',
    )
  if (token.kind !== 'service' && token.scopes.includes('represent'))
    throw invalidField('scopes', 'must not hold represent: only a service acts for people')
  if (token.boards?.some(board => !isBoard(board)))
    throw invalidField('boards', 'must be UUIDs: the ids of boards')
  if (token.boards !== null && token.scopes.includes('admin'))
    throw invalidField(
      'boards',
      'must be null: a token with the scope admin cannot be limited to boards',
    )
  return [{ type: 'access.TokenCreated', data: token }]
}

function rotate(
  { seal, at, previousValidUntil }: Extract<TokenCommand, { kind: 'rotate' }>,
  state: TokenState,
): readonly AccessEvent[] {
  if (state.status === 'missing') throw notFound('token')
  if (state.status === 'revoked')
    throw new DecklogError('DECKLOG_REFUSED', 'A revoked token cannot be rotated.')
  if (state.expiresAt !== null && at >= new Date(state.expiresAt))
    throw new DecklogError('DECKLOG_REFUSED', 'An expired token cannot be rotated.')
  if (state.source === 'configuration')
    throw new DecklogError(
      'DECKLOG_REFUSED',
      'This token is set by the configuration: change it there.',
    )
  const { tokenId } = state
  return [
    {
      type: 'access.TokenRotated',
      data: { tokenId, ...seal(state), previousValidUntil: previousValidUntil.toISOString() },
    },
  ]
}
