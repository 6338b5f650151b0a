import t from 'tap'
import { RowsAtHand } from '../../../core/projecting/rows-at-hand.ts'

const mebibyte = 1024 * 1024

const createRows = (table: 'empty' | 'unknown'): RowsAtHand =>
  new RowsAtHand({ table, maxBytes: 64 * mebibyte })

t.test('asks for no row of a table that began empty, until it has forgotten some', async t => {
  const atHand = createRows('empty')
  t.strictSame(atHand.missing(['a', 'b']), [])
  atHand.set('a', { n: 1 })
  atHand.set('b', { n: 2 })
  atHand.measured({ rows: 1, bytes: 64 * mebibyte })
  atHand.trim(new Map([['b', undefined]]))
  t.strictSame([...atHand.rows], [['b', { n: 2 }]])
  t.strictSame(atHand.missing(['a', 'b', 'c']), ['a'])
})

t.test(
  'asks once for a row of a table that did not begin empty, also when there is none',
  async t => {
    const atHand = createRows('unknown')
    t.strictSame(atHand.missing(['a', 'b']), ['a', 'b'])
    atHand.set('a', { n: 1 })
    atHand.set('b', undefined)
    t.strictSame(atHand.missing(['a', 'b', 'c']), ['c'])
  },
)

t.test('keeps many small rows, and few large ones', async t => {
  const atHand = createRows('unknown')
  for (let n = 0; n < 1_000; n += 1) atHand.set(`k${n}`, { n })
  atHand.trim(new Map())
  t.equal(atHand.rows.size, 1_000, 'their size is not known yet')
  atHand.measured({ rows: 1_000, bytes: 200_000 })
  atHand.trim(new Map())
  t.equal(atHand.rows.size, 1_000)
  atHand.measured({ rows: 1_000, bytes: 100 * mebibyte })
  atHand.measured({ rows: 1, bytes: 60 })
  atHand.trim(new Map([['k7', undefined]]))
  t.strictSame([...atHand.rows.keys()], ['k7'])
})

t.test('asks for every row when it has forgotten too many to remember', async t => {
  const atHand = createRows('empty')
  for (let n = 0; n <= 200_000; n += 1) atHand.set(`k${n}`, {})
  atHand.measured({ rows: 1, bytes: 1_000 })
  atHand.trim(new Map())
  t.strictSame(atHand.missing(['new']), ['new'])
})

t.test('asks for every row again when others may have written them', async t => {
  const atHand = createRows('empty')
  atHand.set('a', { n: 1 })
  atHand.clear()
  t.strictSame(atHand.missing(['a', 'b']), ['a', 'b'])
})
