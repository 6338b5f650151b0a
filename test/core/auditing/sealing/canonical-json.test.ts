import canonicalize from 'canonicalize'
import t from 'tap'
import { canonicalJson } from '../../../../core/auditing/sealing/canonical-json.ts'

t.test(
  'whatever is stored is written as RFC 8785 has it, as another implementation does',
  async t => {
    const texts = [
      '',
      'plain text {of} [nothing] ~',
      'a "quoted" back\\slash',
      ...Array.from({ length: 0x20 }, (_, code) => `control ${String.fromCharCode(code)}`),
      'delete \u007f',
      'line \u2028 and paragraph \u2029',
      'Größe €',
      '😂',
      'x'.repeat(10_000),
    ]
    for (const text of texts) {
      const value = { [text]: text, list: [text, [text]] }
      t.equal(canonicalJson(text), canonicalize(text))
      t.equal(canonicalJson(value), canonicalize(value))
      t.equal(canonicalJson(value), canonicalize(value), 'a key is written the same again')
    }
    const numbers = [0, -0, 1e21, 1e-7, 0.1, 333333333.3333333, Number.MAX_SAFE_INTEGER, 5e-324]
    for (const value of [...numbers, true, false, null, [], {}, [null, {}], { a: { b: [] } }])
      t.equal(canonicalJson(value), canonicalize(value))
  },
)

t.test('keys stand in the order of their UTF-16 units, however they came', async t => {
  const keys = ['10', '9', '1', 'b', 'a', 'B', '', '\u20ac', '\r', '\ufb33', '😂', '\u0080', 'ö']
  for (let turn = 0; turn < keys.length; turn++) {
    const turned = [...keys.slice(turn), ...keys.slice(0, turn)]
    const value = Object.fromEntries(turned.map(key => [key, key]))
    t.equal(canonicalJson(value), canonicalize(value))
  }
  t.equal(
    canonicalJson(JSON.parse('{"b":1,"__proto__":{"z":1,"a":2}}')),
    '{"__proto__":{"a":2,"z":1},"b":1}',
  )
})

t.test('what the standard leaves open is written too: half a character, any depth', async t => {
  t.equal(canonicalJson('\ud83d'), '"\\ud83d"')
  const deep = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`
  t.ok(canonicalJson(JSON.parse(deep)) === deep)
})
