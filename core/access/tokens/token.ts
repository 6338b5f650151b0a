import type { Scope } from '../../http/route.ts'
import {
  id,
  list,
  nullable,
  type Of,
  oneOf,
  optional,
  position,
  record,
  type RecordOf,
  sha256,
  text,
  time,
} from '../../shape.ts'

/** Every scope there is. */
export const allScopes: readonly Scope[] = [
  'read',
  'ingest',
  'operate',
  'approve',
  'represent',
  'audit',
  'admin',
]

/** What a token is, once for its events, its notes, its routes and its answers. */
export const tokenFields = {
  tokenId: id('Id of the token.', '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11'),
  name: text('What it is for.', 'nightly delivery job', schema => schema.max(200)),
  kind: oneOf(
    ['person', 'agent', 'service'],
    'Who holds it; an agent can never approve.',
    'service',
  ),
  subject: text('Who acts with it: the id of the actor in every event it causes.', 'ci', schema =>
    schema.max(200),
  ),
  scopes: list(oneOf(allScopes, 'What it may do.'), 'What it may do.', {
    example: ['read', 'ingest'],
  }),
  boards: nullable(
    list(
      text('A board.', '', schema => schema.max(200)),
      'The boards it is limited to; null: all.',
      { most: 100 },
    ),
    null,
  ),
  expiresAt: nullable(time('When it ends; null: never.', '2027-01-01T00:00:00.000Z')),
  source: oneOf(['api', 'cli', 'configuration', 'first_start'], 'What made it.'),
} as const

/** What is kept of a secret. */
export const secretFields = {
  keyId: text('Id of the key that made the digest.', '5be1d0c4', schema => schema.hex().length(8)),
  digest: sha256(
    'HMAC-SHA256 in hex of the secret and of what it is good for; the secret itself is kept nowhere.',
    '9f2c1e7ab0d34456a8c9e0f1b2a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5',
  ),
  locator: optional(
    text(
      'Finds the token of a secret. A digest that has none is one of the secret alone, as they were made before.',
      '',
      schema => schema.hex().length(32),
    ),
  ),
} as const

/** A token with its secrets, as a note of all tokens has it. */
export const notedToken = record({
  ...tokenFields,
  status: oneOf(['active', 'revoked'], 'Whether it was taken back.'),
  secrets: list(
    record({
      ...secretFields,
      validUntil: nullable(
        time('When a secret that was replaced ends; null: it was not.', '2026-06-02T00:00:00.000Z'),
        null,
      ),
    }),
    'Its secrets, newest first.',
  ),
  revision: position('Revision of its stream.', '0'),
  createdAt: time('When it was made.', '2026-06-01T00:00:00.000Z'),
  rotatedAt: nullable(time('When it last got a new secret.', '2026-06-01T00:00:00.000Z'), null),
  revokedAt: nullable(time('When it was taken back.', '2026-06-01T00:00:00.000Z'), null),
})

/** A token as it was made. */
export type Token = RecordOf<typeof tokenFields>
/** A token as JSON holds it. */
export type NotedToken = Of<typeof notedToken>
/** What kind of holder a token has. An agent can never approve. */
export type TokenKind = Token['kind']
/** All that is kept of a secret. */
export type SecretDigest = RecordOf<typeof secretFields>

/** What a secret is good for: none of it can be changed without another digest. */
export type Grant = Pick<Token, 'tokenId' | 'kind' | 'subject' | 'scopes' | 'boards' | 'expiresAt'>
