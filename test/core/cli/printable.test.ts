import t from 'tap'
import { oneLine, printable, printableJson } from '../../../core/cli/printable.ts'

const esc = '\u001b'

t.test('makes one line of text, and leaves what is text alone', async t => {
  t.equal(oneLine(`a${esc}[31mb\tc\r\nd\u2029e`), 'a�[31mb c d e')
  t.equal(oneLine('\u202egnp.exe\u200b\ufeff\u009b'), '�gnp.exe���')
  for (const text of ['Grüße', '日本語', 'می‌خواهم', '👩‍👩‍👧', 'a—b “c” €'])
    t.equal(oneLine(text), text)
})

t.test('keeps the lines that are ours', async t => {
  t.equal(printable(`one\ntwo${esc}\r\nthree`), 'one\ntwo� \nthree')
})

t.test('writes JSON that says the same and moves nothing', async t => {
  const value = { text: `a${esc}\u009b\u202e\u{e0001}b` }
  const written = printableJson(JSON.stringify(value))
  t.strictSame(JSON.parse(written), value)
  t.notMatch(written, /[^\x20-\x7e]/)
})
