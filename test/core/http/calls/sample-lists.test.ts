import t from 'tap'
import { sampleLists } from '../../../../core/http/calls/validate.ts'

t.test('keeps the first twenty items of each list, and all that is no list', async t => {
  const list = Array.from({ length: 200 }, (_, n) => ({
    n,
    inner: Array.from({ length: 60 }, () => n),
  }))
  const sampled = sampleLists({ list, text: 'x', nothing: null })
  t.match(sampled, { text: 'x', nothing: null, list: [{ n: 0 }] })
  const { list: kept } = sampled as {
    readonly list: readonly { readonly inner: readonly unknown[] }[]
  }
  t.equal(kept.length, 20)
  t.ok(kept.every(({ inner }) => inner.length === 20))
})
