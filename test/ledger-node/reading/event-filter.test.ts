import t from 'tap'
import { prefixMatcher } from '../../../ledger-node/reading/event-filter.ts'

const table: readonly [string, readonly string[], readonly string[]][] = [
  ['order-', ['order-1'], ['Order-1', 'order', 'an order-1']],
  ['', ['order', ''], []],
  ['or', ['order', '\u200dorder', 'o\u00adrder'], ['Order']],
  ['é', ['été', 'e\u0301te\u0301'], ['ete']],
  ['e', ['ete'], ['e\u0301te\u0301', 'été']],
  ['a\0', ['ab', 'a'], ['b']],
  ['\u200d', ['anything'], []],
]

t.test('compares as .NET does', async t => {
  for (const [prefix, matching, others] of table) {
    for (const text of matching) t.ok(prefixMatcher([prefix])(text), `${prefix} starts ${text}`)
    for (const text of others) t.notOk(prefixMatcher([prefix])(text), `${prefix} not ${text}`)
  }
})

t.test('takes any of several, and nothing where there is none', async t => {
  t.ok(prefixMatcher(['a', 'b'])('bc'))
  t.notOk(prefixMatcher([])('bc'))
})
