import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import {
  isMistyped,
  isPlausibleSecret,
  makeSecret,
} from '../../../../core/access/judging/secret.ts'
import { createTokenKeys, loadTokenKeys } from '../../../../core/access/judging/token-keys.ts'
import type { Grant } from '../../../../core/access/tokens/token.ts'

void t.test('makes secrets of 256 bits with the key id and a checksum', async t => {
  const secret = makeSecret('0123abcd')
  t.match(secret, /^dlk_0123abcd_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/)
  t.not(secret, makeSecret('0123abcd'))
  t.ok(isPlausibleSecret(secret))
})

void t.test('sees a slip of the pen, and takes what an operator chose', async t => {
  const secret = makeSecret('0123abcd')
  const other = secret.at(20) === 'A' ? 'B' : 'A'
  const mistyped = secret.slice(0, 20) + other + secret.slice(21)
  t.notOk(isPlausibleSecret(mistyped))
  t.ok(isMistyped(mistyped))
  t.notOk(isMistyped(secret))
  t.ok(isPlausibleSecret('dlk_chosen by an operator, like this'))
  t.notOk(isPlausibleSecret(''))
  t.notOk(isPlausibleSecret('x'.repeat(31)))
  t.ok(isPlausibleSecret('x'.repeat(32)))
  t.notOk(isPlausibleSecret('x'.repeat(513)))
})

const grant: Grant = {
  ...{ tokenId: '00000000-0000-4000-8000-000000000001', kind: 'service', subject: 'ci' },
  ...{ scopes: ['read'], boards: null, expiresAt: null },
}

void t.test('opens a token for nothing but what its digest was made for', async t => {
  const keys = createTokenKeys(['new key', 'old key'])
  const changes: readonly Partial<Grant>[] = [
    { tokenId: '00000000-0000-4000-8000-000000000002' },
    { kind: 'person' },
    { subject: 'admin' },
    { scopes: ['read', 'admin'] },
    { boards: ['00000000-0000-4000-8000-000000000003'] },
    { expiresAt: '2999-01-01T00:00:00.000Z' },
  ]
  for (const kept of [
    keys.digest('secret', grant),
    createTokenKeys(['old key']).digest('secret', grant),
  ]) {
    t.ok(keys.opens('secret', grant, kept))
    t.notOk(keys.opens('other', grant, kept))
    t.notOk(createTokenKeys(['third key']).opens('secret', grant, kept))
    for (const change of changes) t.notOk(keys.opens('secret', { ...grant, ...change }, kept))
  }
})

void t.test('keeps digests apart by key and by purpose', async t => {
  const keys = createTokenKeys(['new key', 'old key'])
  const [newest, , older] = keys.locators('secret')
  const kept = keys.digest('secret', grant)
  t.match(kept, { ...newest, digest: /^[0-9a-f]{64}$/ })
  t.not(newest?.locator, older?.locator)
  const byOlder = createTokenKeys(['old key']).digest('secret', grant)
  t.match(byOlder, older)
  t.not(byOlder.digest, kept.digest)
  t.not(keys.sign('idempotency', 'secret'), kept.digest)
  t.same(keys.signatures('a', 'text'), [
    keys.sign('a', 'text'),
    createTokenKeys(['old key']).sign('a', 'text'),
  ])
  t.not(keys.sign('idempotency', 'secret'), keys.sign('other', 'secret'))
})

void t.test('makes its keys on the first start, for its owner alone, and keeps them', async t => {
  const dataDir = t.testdir()
  const made = await loadTokenKeys({ tokenKeys: [], dataDir })
  const { mode } = await stat(join(dataDir, 'token-keys'))
  t.equal(mode & 0o777, 0o600)
  const kept = await loadTokenKeys({ tokenKeys: [], dataDir })
  t.same(kept.digest('secret', grant), made.digest('secret', grant))
  const given = await loadTokenKeys({ tokenKeys: ['a given key'], dataDir })
  t.not(given.newestId, made.newestId)
})
