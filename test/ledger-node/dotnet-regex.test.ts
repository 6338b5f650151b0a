import t from 'tap'
import { dotnetRegex } from '../../ledger-node/dotnet-regex.ts'

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
  ['\\-\\@', ['-@'], ['@']],
  ['[\\w-]+@', ['a-b@'], ['@']],
  ['^\\w+$', ['größe_1', 'имя'], ['a-b', '']],
  ['^[\\w.]+$', ['über.maß'], ['a-b']],
  ['^\\d$', ['5', '٣'], ['x']],
  ['^\\W$', ['-'], ['ß']],
  ['(?i)^[\\wé-]+$', ['É-ж'], ['.']],
  ['\\p{Lu}x', ['Üx'], ['üx']],
  ['^[a-z-[aeiou]]+$', ['bcd'], ['abc', '']],
  ['^[\\w-[\\d]]+$', ['ab_'], ['a1']],
  ['^[]a]$', [']', 'a'], ['b']],
  ['^[^]]$', ['a'], [']']],
  ['\\p{IsGreek}', ['Ω'], ['O']],
  ['(?i)^\\p{Lu}$', ['a', 'ǅ'], ['1']],
  ['(?i)^k$', ['K', '\u212a'], ['c']],
  ['(?i)^s$', ['S'], ['ſ']],
  ['^..$', ['\u{1f600}'], ['a']],
  ['(?>a+)ab', [], ['aab']],
  ['(?>a|ab)c', ['ac'], ['abc']],
  ['^(?<x>a)+(?<-x>b)+(?(x)(?!))$', ['aabb', 'ab'], ['aab', 'abb']],
  ['^(a)?(?(1)b|c)$', ['ab', 'c'], ['b', 'ac']],
  ['^(?(?=a)ab|b)$', ['ab', 'b'], ['a']],
  ['^(?<n>.)(.)\\1$', ['xyy'], ['xyx']],
  ['(?<2>.)(.)\\1', ['abb'], ['aba']],
  ['(?n)^(a)(?<b>b)\\1$', ['abb'], ['aba']],
  ['(?<=a+)b', ['aab'], ['b']],
  ['^a{,2}$', ['a{,2}'], ['aa']],
  ['\\061', ['1'], ['6']],
  ['^(?i)a|b$', ['A', 'B'], ['c']],
  ['^\\b\u200d\\b$', ['\u200d'], ['-']],
  ['^(a*)*$', ['', 'aaa'], ['b']],
]

t.test('matches as .NET does', async t => {
  for (const [pattern, matching, others] of table) {
    for (const text of matching) t.ok(dotnetRegex(pattern).test(text), `${pattern} in ${text}`)
    for (const text of others) t.notOk(dotnetRegex(pattern).test(text), `${pattern} not in ${text}`)
  }
})

t.test('refuses what cannot be parsed', async t => {
  for (const pattern of [
    '(',
    'a)',
    '[',
    '*',
    '(?z)',
    'a**',
    '\\q',
    '\\_',
    '\\1',
    '\\k<no>',
    '\\u{6f}',
    '\\pL',
    '\\p{Letter}',
    '[a-\\d]',
    '[z-a]',
    'a{2,1}',
    '(?#c',
    '(?<1x>a)',
    '(?(2)a)',
  ])
    t.throws(() => dotnetRegex(pattern), { code: 2 }, pattern)
})
