import Joi from 'joi'
import type { DomainEvent } from '../event.ts'
import type { Scope } from '../http/route.ts'
import type { EventSource } from '../events/event-source.ts'
import type { EventSpec, EventSpecs } from '../plugin.ts'
import { notedTokenSchema, type NotedToken } from './noted-token-schema.ts'

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

/** What the events of all tokens come to at a position: a shortcut for the next start, and no more than that. */
export type DirectoryNoted = DomainEvent<
  'access.DirectoryNoted',
  {
    readonly foldVersion: number
    readonly position: string
    readonly tokens: readonly NotedToken[]
  }
>

/** Raised when the fold of tokens changes, so that what an older one came to is not believed. */
export const foldVersion = 1

/** Where the notes go. */
export const directoryStream = 'accessDirectory-tokens'

const tokenId = Joi.string().uuid().required().description('Id of the token.')
const time = Joi.string().isoDate().required()
const digest = {
  keyId: Joi.string().hex().length(8).required().description('Id of the key that made the digest.'),
  digest: Joi.string()
    .hex()
    .length(64)
    .required()
    .description('HMAC-SHA256 of the secret in hex; the secret itself is kept nowhere.'),
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
      tokenId,
      name: Joi.string().max(200).required().description('What it is for.'),
      kind: Joi.valid('person', 'agent', 'service')
        .required()
        .description('Who holds it; an agent can never approve.'),
      subject: Joi.string()
        .max(200)
        .required()
        .description('Who acts with it: the id of the actor in every event it causes.'),
      scopes: Joi.array()
        .items(Joi.valid('read', 'ingest', 'operate', 'approve', 'audit', 'admin'))
        .required()
        .description('What it may do.'),
      boards: Joi.array()
        .items(Joi.string().max(200))
        .max(100)
        .allow(null)
        .required()
        .description('The boards it is limited to; null: all.'),
      expiresAt: time.allow(null).description('When it ends; null: never.'),
      source: Joi.valid('api', 'cli', 'configuration', 'first_start')
        .required()
        .description('What made it.'),
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
    data: Joi.object({
      tokenId,
      previousValidUntil: time.description('Until when the secret before it can still be used.'),
      ...digest,
    }),
    example: { ...example, previousValidUntil: '2026-06-02T00:00:00.000Z' },
  },
  'access.TokenRevoked': {
    summary: 'An access token was taken back.',
    schemaVersion: 1,
    data: Joi.object({
      tokenId,
      reason: Joi.string().max(500).required().description('Why.'),
    }),
    example: { tokenId: example.tokenId, reason: 'its holder left the team' },
  },
}

/** The note of all tokens, as large as the ledger takes an event. */
export const directoryNoted: EventSpec<DirectoryNoted['data']> = {
  summary: 'The access tokens were noted as they were, so that a start need not read all before.',
  schemaVersion: 1,
  maxBytes: 900_000,
  data: Joi.object<DirectoryNoted['data']>({
    foldVersion: Joi.number()
      .integer()
      .required()
      .description('Version of the rules that made it; a note of another one is not used.'),
    position: Joi.string()
      .pattern(/^\d+$/)
      .required()
      .description('Everything up to this position is in it.'),
    tokens: Joi.array().items(notedTokenSchema).required(),
  }),
  example: {
    foldVersion,
    position: '20000',
    tokens: [
      {
        ...{ tokenId: example.tokenId, name: 'nightly delivery job', kind: 'service' },
        ...{ subject: 'ci', scopes: ['read', 'ingest'], boards: null, source: 'api' },
        ...{ expiresAt: null, status: 'active', revision: '0' },
        secrets: [{ keyId: example.keyId, digest: example.digest, validUntil: null }],
        ...{ createdAt: '2026-06-01T00:00:00.000Z', rotatedAt: null, revokedAt: null },
      },
    ],
  },
}

/** Access tokens as a source of events; tokens are kept for ever, of the notes the last. */
export const accessEventSource: EventSource = {
  name: 'access',
  events: { ...accessEvents, 'access.DirectoryNoted': directoryNoted },
  streams: { accessToken: {}, accessDirectory: { maxCount: 1 } },
}
