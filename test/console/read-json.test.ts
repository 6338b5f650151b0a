import t from 'tap'
import { readJson } from '../../frontend/api/read-json.ts'

t.test(
  'what turns text around or is not seen is shown to be there, wherever it stands',
  async t => {
    const escape = '\\u001b'
    const text = `{"na\u202eme":["a\u2066b${escape}[1m","\u200b\ufeff"],"n":1,"no":null}`
    t.strictSame(readJson(text), {
      'na\uFFFDme': ['a\uFFFDb\uFFFD[1m', '\uFFFD\uFFFD'],
      n: 1,
      no: null,
    })
    t.equal(readJson('"\\u202e\\u0000\\b"'), '\uFFFD\uFFFD\uFFFD', 'also what is escaped')
  },
)

t.test('lines, letters of any script, and joined signs are as they were', async t => {
  const text = 'Zeile\n\tשלום عربى 日本 👩‍🚀 \\u202e'
  t.equal(readJson(JSON.stringify(text)), text)
  t.throws(() => readJson('<html>'))
})
