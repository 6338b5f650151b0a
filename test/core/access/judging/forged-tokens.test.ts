import { createHmac } from 'node:crypto'
import t from 'tap'
import type { AccessEvent } from '../../../../core/access/tokens/events.ts'
import { TokenDirectory } from '../../../../core/access/judging/token-directory.ts'
import { createTokenKeys } from '../../../../core/access/judging/token-keys.ts'
import { allScopes, type SecretDigest, type Token } from '../../../../core/access/tokens/token.ts'
import type { Recorded } from '../../../../core/event.ts'

const key = 'the key of this deployment'
const keys = createTokenKeys([key])
const now = new Date('2026-06-01T00:00:00.000Z')
const secret = 'the secret of a weak token of mine'

// As digests were made before they were bound to anything.
const plain: SecretDigest = {
  keyId: keys.newestId,
  digest: createHmac('sha256', key).update(`token\0${secret}`).digest('hex'),
}

const weak: Token = {
  ...{ tokenId: '00000000-0000-4000-8000-000000000001', name: 'mine', kind: 'agent' },
  ...{ subject: 'me', scopes: ['read'], boards: null, expiresAt: null, source: 'api' },
}
const strong: Token = {
  ...{ ...weak, tokenId: '00000000-0000-4000-8000-000000000002', kind: 'person' },
  ...{ subject: 'owner', scopes: allScopes },
}

/** The tokens that these events come to, in this order in the ledger. */
function directoryOf(events: readonly (readonly [Token, SecretDigest])[]): TokenDirectory {
  const directory = new TokenDirectory()
  for (const [index, [token, digest]] of events.entries())
    directory.apply(recorded({ type: 'access.TokenCreated', data: { ...token, ...digest } }, index))
  return directory
}

function recorded(event: AccessEvent, index: number): Recorded<AccessEvent> {
  return {
    ...event,
    ...{ id: '', stream: `accessToken-${event.data.tokenId}`, revision: 0n },
    ...{ position: BigInt(index), receivedAt: now, recordedAt: now, metadata: {} },
  }
}

t.test('gives a copied digest none of the rights it was copied to', async t => {
  const bound = keys.digest(secret, weak)
  const found = directoryOf([
    [weak, bound],
    [strong, bound],
  ]).find(secret, keys, now)
  t.strictSame(found?.scopes, ['read'], 'the weak token still opens, and is the weak one')
  t.equal(directoryOf([[strong, bound]]).find(secret, keys, now), undefined)
})

t.test('opens a token of before, and takes no such digest once one was bound', async t => {
  t.equal(directoryOf([[weak, plain]]).find(secret, keys, now)?.subject, 'me')
  const other: Token = { ...weak, tokenId: '00000000-0000-4000-8000-000000000003' }
  const since = keys.digest('a secret of somebody else, of now', other)
  const directory = directoryOf([
    [weak, plain],
    [other, since],
    [strong, plain],
  ])
  t.equal(directory.find(secret, keys, now)?.subject, 'me')
  t.equal(directory.get(strong.tokenId)?.status, 'revoked')
})

t.test('remembers since when digests are bound', async t => {
  const other: Token = { ...weak, tokenId: '00000000-0000-4000-8000-000000000003' }
  const directory = directoryOf([[other, keys.digest('a secret of somebody else, of now', other)]])
  const again = new TokenDirectory()
  again.recall({ ...directory.state(), tokens: [] })
  again.apply(recorded({ type: 'access.TokenCreated', data: { ...strong, ...plain } }, 7))
  t.equal(again.find(secret, keys, now), undefined)
})

t.test('limits a token to the boards it names, in whatever case they were written', async t => {
  const boards = ['ABCDEF00-0000-4000-8000-00000000000A', 'not-a-uuid']
  t.strictSame(directoryOf([[{ ...weak, boards }, plain]]).get(weak.tokenId)?.boards, [
    'abcdef00-0000-4000-8000-00000000000a',
  ])
})
