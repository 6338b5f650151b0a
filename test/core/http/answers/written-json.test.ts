import t from 'tap'
import { createBodyWriter, toJson } from '../../../../core/http/answers/to-json.ts'
import { createTextMemo, writtenList } from '../../../../core/http/answers/written-json.ts'

t.test('what is written already is sent as it is', async t => {
  const list = writtenList(['{"a": 1}', '"two"'])
  t.equal(createBodyWriter()(list), '[{"a": 1},"two"]')
  t.equal(createBodyWriter()(writtenList([])), '[]')
})

t.test('what is written already is checked by what it says', async t => {
  t.strictSame(toJson(writtenList(['{"a": 1}'])), [{ a: 1 }])
  t.strictSame(toJson({ items: writtenList(['1']), position: 5n }), { items: [1], position: '5' })
})

t.test('what is written already can be a part of a body', async t => {
  t.equal(createBodyWriter()({ items: writtenList(['{"a": 1}']) }), '{"items":[{"a":1}]}')
})

t.test('a memo knows what was made of a text, and of no other of the same thing', async t => {
  const memo = createTextMemo(100)
  t.equal(memo.get('a', 'text'), undefined)
  memo.put('a', 'text', 'made')
  t.equal(memo.get('a', 'text'), 'made')
  t.equal(memo.get('a', 'TEXT'), undefined)
  t.equal(memo.get('b', 'text'), undefined)
  memo.put('a', 'TEXT', 'MADE')
  t.equal(memo.get('a', 'TEXT'), 'MADE')
  t.equal(memo.get('a', 'text'), undefined)
})

t.test('a memo forgets what nobody asks for, and keeps what is asked for', async t => {
  const memo = createTextMemo(80)
  memo.put('often', 'often asked', 'made')
  memo.put('once', 'asked once', 'made')
  for (let at = 0; at < 50; at += 1) {
    memo.put(`more ${at}`, `more ${at}`, 'made')
    t.equal(memo.get('often', 'often asked'), 'made')
  }
  t.equal(memo.get('once', 'asked once'), undefined)
})
