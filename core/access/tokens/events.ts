import { defineEvent, type EventOf, eventSpecs } from '../../events/define-event.ts'
import type { EventSource } from '../../events/event-catalog.ts'
import { list, nullable, number, position, record, sha256, text, time } from '../../shape.ts'
import { notedToken, secretFields, tokenFields } from './token.ts'

const { tokenId } = tokenFields

const tokenCreated = defineEvent({
  type: 'access.TokenCreated',
  summary: 'An access token was made.',
  data: record({ ...tokenFields, ...secretFields }),
})

const tokenRotated = defineEvent({
  type: 'access.TokenRotated',
  summary: 'An access token got a new secret; the one before stays valid for a while.',
  data: record({
    tokenId,
    previousValidUntil: time(
      'Until when the secret before it can still be used.',
      '2026-06-02T00:00:00.000Z',
    ),
    ...secretFields,
  }),
})

const tokenRevoked = defineEvent({
  type: 'access.TokenRevoked',
  summary: 'An access token was taken back.',
  data: record({
    tokenId,
    reason: text('Why.', 'its holder left the team', schema => schema.max(500)),
  }),
})

export type TokenCreated = EventOf<typeof tokenCreated>
export type TokenRotated = EventOf<typeof tokenRotated>
export type AccessEvent = TokenCreated | TokenRotated | EventOf<typeof tokenRevoked>

/** The events of access tokens. They hold no secret. */
export const accessEvents = eventSpecs(tokenCreated, tokenRotated, tokenRevoked)

/** Raised when the fold of tokens changes, so that what an older one came to is not believed. */
export const foldVersion = 2

/** Where the notes go. */
export const directoryStream = 'accessDirectory-tokens'

/** What the events of all tokens come to at a position: a shortcut for the next start, and no more than that; as large as the ledger takes an event. */
const directoryNotedEvent = defineEvent({
  type: 'access.DirectoryNoted',
  summary: 'The access tokens were noted as they were, so that a start need not read all before.',
  maxBytes: 900_000,
  data: record({
    foldVersion: number(
      'Version of the rules that made it; a note of another one is not used.',
      foldVersion,
      schema => schema.integer(),
    ),
    position: position('Everything up to this position is in it.', '20000'),
    boundSince: nullable(
      position('Where the first digest was made that binds what a token is good for.', '120'),
    ),
    tokens: list(notedToken, 'All tokens.'),
    signature: sha256(
      'HMAC-SHA256 of all of it in hex: a note that somebody else wrote is not used.',
      '0c7d5b1a90e2f34856a8c9e0f1b2a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4',
    ),
  }),
})

export const directoryNoted = directoryNotedEvent.spec
export type DirectoryNoted = EventOf<typeof directoryNotedEvent>

/** Access tokens as a source of events; tokens are kept for ever, of the notes the last. */
export const accessEventSource: EventSource = {
  name: 'access',
  events: { ...accessEvents, 'access.DirectoryNoted': directoryNoted },
  streams: { accessToken: {}, accessDirectory: { maxCount: 1 } },
}
