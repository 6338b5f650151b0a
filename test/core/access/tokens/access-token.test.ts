import t from 'tap'
import {
  accessToken,
  type TokenCommand,
  type TokenState,
} from '../../../../core/access/tokens/access-token.ts'
import {
  accessEvents,
  type AccessEvent,
  type TokenCreated,
} from '../../../../core/access/tokens/events.ts'
import type { Recorded } from '../../../../core/event.ts'
import { emptyList } from '../../../support/empty-list.ts'

const board = 'b1b1b1b1-0000-4000-8000-000000000001'
const digest = (letter: string) => ({ keyId: '00000001', digest: letter.repeat(64) })
const created: TokenCreated = {
  type: 'access.TokenCreated',
  data: { ...accessEvents['access.TokenCreated'].example, ...digest('a'), expiresAt: null },
}
const { tokenId } = created.data
const previousValidUntil = '2026-01-02T00:00:00.000Z'
const rotated = (letter: string): AccessEvent => ({
  type: 'access.TokenRotated',
  data: { tokenId, ...digest(letter), previousValidUntil },
})
const revoked: AccessEvent = { type: 'access.TokenRevoked', data: { tokenId, reason: 'lost' } }
const at = new Date('2026-01-01T00:00:00.000Z')
const rotate: TokenCommand = {
  kind: 'rotate',
  seal: () => digest('b'),
  at,
  previousValidUntil: new Date(previousValidUntil),
}

function given(events: readonly AccessEvent[]): TokenState {
  return events.reduce((state, event, index) => {
    const recorded: Recorded<AccessEvent> = {
      ...event,
      ...{ id: '', stream: `accessToken-${tokenId}`, revision: BigInt(index), position: 0n },
      ...{ receivedAt: at, recordedAt: at, metadata: {} },
    }
    return accessToken.evolve(state, recorded)
  }, accessToken.initial)
}

function when(events: readonly AccessEvent[], command: TokenCommand): readonly AccessEvent[] {
  return accessToken.decide(command, given(events))
}

void t.test('makes a token once', async t => {
  const create: TokenCommand = { kind: 'create', token: created.data }
  t.same(when([], create), [created])
  for (const source of ['api', 'cli'] as const)
    for (const events of [[created], [created, revoked]])
      t.throws(() => when(events, { kind: 'create', token: { ...created.data, source } }), {
        code: 'DECKLOG_REFUSED',
      })
})

void t.test('makes its own tokens once, however many starts ask for them', async t => {
  for (const source of ['configuration', 'first_start'] as const) {
    const own: TokenCreated = { ...created, data: { ...created.data, source } }
    t.same(when([own], { kind: 'create', token: own.data }), [])
    t.same(when([own, revoked], { kind: 'create', token: own.data }), [])
  }
})

void t.test('lets no agent approve, nor give itself approval', async t => {
  for (const scope of ['approve', 'admin'] as const)
    t.throws(
      () =>
        when([], {
          kind: 'create',
          token: { ...created.data, kind: 'agent', scopes: ['read', scope] },
        }),
      { code: 'DECKLOG_VALIDATION', fields: [{ field: 'scopes' }] },
    )
})

void t.test('limits no admin to boards', async t => {
  const token = { ...created.data, scopes: ['admin'] as const, boards: [board] }
  t.throws(() => when([], { kind: 'create', token }), {
    code: 'DECKLOG_VALIDATION',
    fields: [{ field: 'boards' }],
  })
})

void t.test('keeps two secrets at most, the newest first', async t => {
  t.same(when([created], rotate), [rotated('b')])
  t.match(given([created, rotated('b'), rotated('c')]), {
    secrets: [
      { digest: /^c/, validUntil: null },
      { digest: /^b/, validUntil: new Date(previousValidUntil) },
    ],
  })
})

void t.test('refuses to rotate what is over, or is the configuration’s', async t => {
  t.throws(() => when([], rotate), { code: 'DECKLOG_NOT_FOUND' })
  t.throws(() => when([created, revoked], rotate), { code: 'DECKLOG_REFUSED' })
  const expired = { ...created, data: { ...created.data, expiresAt: at.toISOString() } }
  t.throws(() => when([expired], rotate), { code: 'DECKLOG_REFUSED' })
  const configured = { ...created, data: { ...created.data, source: 'configuration' as const } }
  t.throws(() => when([configured], rotate), { code: 'DECKLOG_REFUSED' })
})

void t.test('revokes once, and forgets the secrets', async t => {
  const revoke: TokenCommand = { kind: 'revoke', reason: 'lost' }
  t.throws(() => when([], revoke), { code: 'DECKLOG_NOT_FOUND' })
  t.same(when([created], revoke), [revoked])
  t.same(when([created, revoked], revoke), [])
  t.match(given([created, revoked]), { status: 'revoked', secrets: emptyList, revokedAt: at })
})

void t.test('gives examples that meet their schemas', async t => {
  for (const { data, example } of Object.values(accessEvents))
    t.equal(data.validate(example).error, undefined)
})
