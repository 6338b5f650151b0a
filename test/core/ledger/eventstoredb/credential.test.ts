import t from 'tap'
import { addressOf } from '../../../../core/ledger/eventstoredb/credential.ts'

t.test('a credential is taken out of a URL without TLS, as URLs write it', async t => {
  const { url, authorization } = addressOf('esdb://me:100%25@127.0.0.1:2113?tls=false')
  t.equal(url, 'esdb://127.0.0.1:2113?tls=false')
  t.equal(authorization, `Basic ${Buffer.from('me:100%').toString('base64')}`)
  const safe = 'esdb://me:100%25@node.example:2113'
  t.strictSame(addressOf(safe), { url: safe, authorization: undefined })
})

t.test('a percent sign that is no escape is told, and the credential is not', async t => {
  for (const secret of ['100%', '%zz', '%E0%A4%A'])
    t.throws(() => addressOf(`esdb://me:${secret}@127.0.0.1:2113?tls=false`), {
      ...{ code: 'DECKLOG_CONFIG_INVALID', fields: [{ field: 'eventstoreUrl' }] },
      message: /^(?!.*(100|zz|E0))/,
    })
})
