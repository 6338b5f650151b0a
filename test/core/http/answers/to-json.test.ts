import t from 'tap'
import { createBodyWriter, toJson } from '../../../../core/http/answers/to-json.ts'

t.test('copies a body as its JSON will be', async t => {
  const body = {
    at: new Date(0),
    position: 9_007_199_254_740_993n,
    left: undefined,
    list: [1, NaN],
  }
  t.strictSame(toJson(body), {
    at: '1970-01-01T00:00:00.000Z',
    position: '9007199254740993',
    list: [1, null],
  })
  t.throws(() => toJson({ call: () => 1 }), TypeError)
})

t.test('a member of any name is a member', async t => {
  const body: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')
  t.equal(JSON.stringify(toJson(body)), '{"__proto__":{"a":1},"constructor":2}')
})

t.test('does not copy what is JSON already', async t => {
  const kept = { list: [1, { text: 'x' }], nothing: null }
  const body = { kept, at: new Date(0) }
  const json = toJson(body)
  t.match(json, { at: '1970-01-01T00:00:00.000Z' })
  t.equal((json as { readonly kept: unknown }).kept, kept)
  t.equal(toJson(kept), kept)
})

t.test('writes bodies of every kind as their JSON, whichever came first', async t => {
  const bodies = [
    { at: new Date(0), left: undefined, list: [NaN, undefined], never: new Date(NaN) },
    { position: 9_007_199_254_740_993n, at: new Date(0) },
    JSON.parse('{"__proto__": {"a": 1}}'),
    [],
    null,
    'text',
  ]
  for (const order of [bodies, bodies.toReversed()]) {
    const write = createBodyWriter()
    for (const body of order) t.equal(write(body), JSON.stringify(toJson(body)))
  }
  t.throws(() => createBodyWriter()(() => 1), TypeError)
})
