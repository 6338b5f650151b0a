import Joi from 'joi'
import type { DomainEvent } from '../event.ts'
import type { Scope } from '../http/route.ts'
import type { EventSource } from '../event-source.ts'
import type { EventSpecs } from '../plugin.ts'

/** What kind of holder a token has. An agent can never approve. */
export type TokenKind = 'person' | 'agent' | 'service'

/** Where a token came from: the API, the command line, the setting `adminToken`, or the very first start. */
export type TokenSource = 'api' | 'cli' | 'configuration' | 'first_start'

/** All that is kept of a secret: its HMAC-SHA256 in hex, and the id of the key that made it. */
export interface SecretDigest {
  readonly keyId: string
  readonly digest: string
}

export type TokenCreated = DomainEvent<
  'access.TokenCreated',
  SecretDigest & {
    readonly tokenId: string
    readonly name: string
    readonly kind: TokenKind
    /** Who acts with the token: the id of the actor in every event it causes. */
    readonly subject: string
    readonly scopes: readonly Scope[]
    /** Null: not limited to boards. */
    readonly boards: readonly string[] | null
    readonly expiresAt: string | null
    readonly source: TokenSource
  }
>

export type TokenRotated = DomainEvent<
  'access.TokenRotated',
  SecretDigest & { readonly tokenId: string; readonly previousValidUntil: string }
>

export type TokenRevoked = DomainEvent<
  'access.TokenRevoked',
  { readonly tokenId: string; readonly reason: string }
>

export type AccessEvent = TokenCreated | TokenRotated | TokenRevoked

const uuid = Joi.string().uuid().required()
const time = Joi.string().isoDate().required()
const digest = {
  keyId: Joi.string().hex().length(8).required(),
  digest: Joi.string().hex().length(64).required(),
}
const example = {
  tokenId: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11',
  keyId: '5be1d0c4',
  digest: '9f2c1e7ab0d34456a8c9e0f1b2a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5',
}

/** The events of access tokens. They hold no secret. */
export const accessEvents: EventSpecs<AccessEvent> = {
  'access.TokenCreated': {
    summary: 'An access token was made.',
    schemaVersion: 1,
    data: Joi.object({
      tokenId: uuid,
      name: Joi.string().max(200).required(),
      kind: Joi.valid('person', 'agent', 'service').required(),
      subject: Joi.string().max(200).required(),
      scopes: Joi.array()
        .items(Joi.valid('read', 'ingest', 'operate', 'approve', 'audit', 'admin'))
        .required(),
      boards: Joi.array().items(Joi.string().max(200)).max(100).allow(null).required(),
      expiresAt: Joi.string().isoDate().allow(null).required(),
      source: Joi.valid('api', 'cli', 'configuration', 'first_start').required(),
      ...digest,
    }),
    example: {
      ...example,
      name: 'nightly delivery job',
      kind: 'service',
      subject: 'ci',
      scopes: ['read', 'ingest'],
      boards: null,
      expiresAt: '2027-01-01T00:00:00.000Z',
      source: 'api',
    },
  },
  'access.TokenRotated': {
    summary: 'An access token got a new secret; the one before stays valid for a while.',
    schemaVersion: 1,
    data: Joi.object({ tokenId: uuid, previousValidUntil: time, ...digest }),
    example: { ...example, previousValidUntil: '2026-06-02T00:00:00.000Z' },
  },
  'access.TokenRevoked': {
    summary: 'An access token was taken back.',
    schemaVersion: 1,
    data: Joi.object({ tokenId: uuid, reason: Joi.string().max(500).required() }),
    example: { tokenId: example.tokenId, reason: 'its holder left the team' },
  },
}

/** Access tokens as a source of events; tokens are kept for ever. */
export const accessEventSource: EventSource = {
  name: 'access',
  events: accessEvents,
  streams: { accessToken: {} },
}
