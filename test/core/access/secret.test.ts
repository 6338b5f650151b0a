import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { isMistyped, isPlausibleSecret, makeSecret } from '../../../core/access/secret.ts'
import { createTokenKeys, loadTokenKeys } from '../../../core/access/token-keys.ts'

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

void t.test('keeps digests apart by key and by purpose', async t => {
  const keys = createTokenKeys(['new key', 'old key'])
  const [newest, older] = keys.digests('secret')
  t.same(keys.digest('secret'), newest)
  t.not(newest?.digest, older?.digest)
  t.same(createTokenKeys(['old key']).digest('secret'), older)
  t.not(keys.sign('idempotency', 'secret'), newest?.digest)
  t.not(keys.sign('idempotency', 'secret'), keys.sign('other', 'secret'))
})

void t.test('makes its keys on the first start, for its owner alone, and keeps them', async t => {
  const dataDir = t.testdir()
  const made = await loadTokenKeys({ tokenKeys: [], dataDir })
  const { mode } = await stat(join(dataDir, 'token-keys'))
  t.equal(mode & 0o777, 0o600)
  const kept = await loadTokenKeys({ tokenKeys: [], dataDir })
  t.same(kept.digest('secret'), made.digest('secret'))
  const given = await loadTokenKeys({ tokenKeys: ['a given key'], dataDir })
  t.not(given.newestId, made.newestId)
})
