import t from 'tap'
import type { AccessEvent } from '../../../../core/access/tokens/events.ts'
import { TokenDirectory } from '../../../../core/access/judging/token-directory.ts'
import { createTokenKeys } from '../../../../core/access/judging/token-keys.ts'
import type { Token } from '../../../../core/access/tokens/token.ts'
import type { Recorded } from '../../../../core/event.ts'

const keys = createTokenKeys(['the key of this deployment'])
const atDay = (day: number): Date => new Date(Date.UTC(2026, 5, day))
const secret = 'the secret that opens the token now'

const token: Token = {
  ...{ tokenId: '00000000-0000-4000-8000-000000000001', name: 'mine', kind: 'agent' },
  ...{ subject: 'me', scopes: ['read'], boards: null, source: 'api' },
  expiresAt: atDay(20).toISOString(),
}

function recorded(event: AccessEvent, revision: number): Recorded<AccessEvent> {
  return {
    ...event,
    ...{ id: '', stream: `accessToken-${event.data.tokenId}`, revision: BigInt(revision) },
    ...{ position: BigInt(revision), receivedAt: atDay(1), recordedAt: atDay(1), metadata: {} },
  }
}

/** A directory with one token, and how often its keys were asked. */
function createDirectory() {
  const directory = new TokenDirectory()
  let asked = 0
  const counting = {
    locators(text: string) {
      asked += 1
      return keys.locators(text)
    },
    opens: keys.opens,
  }
  const data = { ...token, ...keys.digest(secret, token) }
  directory.apply(recorded({ type: 'access.TokenCreated', data }, 0))
  return {
    directory,
    asked: () => asked,
    find: (text: string, day: number) => directory.find(text, counting, atDay(day))?.subject,
  }
}

t.test('remembers by what a token was opened, and asks for its keys no more', async t => {
  const { find, asked } = createDirectory()
  for (let n = 0; n < 5; n += 1) t.equal(find(secret, 2), 'me')
  t.equal(asked(), 1)
  for (let n = 0; n < 3; n += 1) t.equal(find('another secret that opens no token', 2), undefined)
  t.equal(asked(), 4, 'of what opens nothing it remembers nothing')
})

t.test('opens no token that has ended since it was opened', async t => {
  const { find } = createDirectory()
  t.equal(find(secret, 2), 'me')
  t.equal(find(secret, 21), undefined, 'expired')
})

t.test('opens no token that was revoked since, nor one that nobody can read', async t => {
  const revoked = createDirectory()
  t.equal(revoked.find(secret, 2), 'me')
  const { tokenId } = token
  const reason = 'left'
  revoked.directory.apply(recorded({ type: 'access.TokenRevoked', data: { tokenId, reason } }, 1))
  t.equal(revoked.find(secret, 2), undefined)

  const blocked = createDirectory()
  t.equal(blocked.find(secret, 2), 'me')
  blocked.directory.block(`accessToken-${tokenId}`, 1n)
  t.equal(blocked.find(secret, 2), undefined)
})

t.test('opens by an old secret as long as its rotation says', async t => {
  const { directory, find } = createDirectory()
  t.equal(find(secret, 2), 'me')
  const next = 'the secret that opens the token next'
  const data = {
    ...{ tokenId: token.tokenId, previousValidUntil: atDay(10).toISOString() },
    ...keys.digest(next, token),
  }
  directory.apply(recorded({ type: 'access.TokenRotated', data }, 1))
  t.equal(find(secret, 9), 'me')
  t.equal(find(next, 9), 'me')
  t.equal(find(secret, 11), undefined)
  t.equal(find(next, 11), 'me')
})
