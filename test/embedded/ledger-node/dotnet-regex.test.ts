import t from 'tap'
import { toRegExp } from '../../../core/embedded/ledger-node/dotnet-regex.ts'

const table: readonly [string, readonly string[], readonly string[]][] = [
  ['b-', ['ab-c'], ['abc']],
  ['^disk\\.(Sampled|ReadFailed)$', ['disk.Sampled'], ['disk.SampledX', 'diskXSampled']],
  ['^[^$].*', ['own', '\u{1f600}'], ['$own', '']],
  ['^ORDER|^(?i)invoice$', ['ORDER', 'INVOICE'], ['order', 'INVOICES']],
  ['a(?i:b)c', ['aBc', 'abc'], ['aBC']],
  ['(?i)[a-c]x(?-i)y', ['Bxy', 'bXy'], ['bxY']],
  ['(?x) a b # comment', ['ab'], ['a b']],
  ['(?#comment)a', ['a'], ['b']],
  ["(?'name'a)\\k<name>", ['aa'], ['a']],
  ['(?>a+)b', ['aab'], ['aa']],
  ['\\Aa\\z', ['a'], ['a\n', 'ba']],
  ['a\\Z', ['a', 'a\n'], ['ab']],
  ['a$', ['a', 'a\n'], ['a\nb']],
  ['(?m)^b$', ['a\nb\nc'], ['ab']],
  ['\\-\\_\\@', ['-_@'], ['-@']],
  ['[\\w-]+@', ['a-b@'], ['@']],
  ['^\\w+$', ['größe_1', 'имя'], ['a-b', '']],
  ['^[\\w.]+$', ['über.maß'], ['a-b']],
  ['^\\d$', ['5', '٣'], ['x']],
  ['^\\W$', ['-'], ['ß']],
  ['(?i)^[\\wé-]+$', ['É-ж'], ['.']],
  ['\\p{Lu}x', ['Üx'], ['üx']],
]

t.test('matches as .NET does', async t => {
  for (const [pattern, matching, others] of table) {
    for (const text of matching) t.ok(toRegExp(pattern).test(text), `${pattern} in ${text}`)
    for (const text of others) t.notOk(toRegExp(pattern).test(text), `${pattern} not in ${text}`)
  }
})

t.test('refuses what cannot be parsed', async t => {
  for (const pattern of ['(', 'a)', '[', '*', '(?z)'])
    t.throws(() => toRegExp(pattern), { code: 2 }, pattern)
})
