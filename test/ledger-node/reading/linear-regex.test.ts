import t from 'tap'
import { linearRegex } from '../../../ledger-node/reading/linear-regex.ts'
import { rpcStatus } from '../../../ledger-node/wire/rpc-error.ts'
import { cpuMsOf } from '../../support/cpu-ms.ts'

const table: readonly [string, readonly string[], readonly string[]][] = [
  ['b-', ['ab-c'], ['abc']],
  ['^disk\\.(Sampled|ReadFailed)$', ['disk.Sampled'], ['disk.SampledX', 'diskXSampled']],
  ['^[^$].*', ['own', '\u{1f600}'], ['$own', '']],
  ['^ORDER|^(?i)invoice$', ['ORDER', 'INVOICE'], ['order', 'INVOICES']],
  ['a(?i:b)c', ['aBc', 'abc'], ['aBC']],
  ['(?i)[a-c]x(?-i)y', ['Bxy', 'bXy'], ['bxY']],
  ['(?<name>a)b', ['ab'], ['a']],
  ['\\Aa\\z', ['a'], ['a\n', 'ba']],
  ['(?m)^b$', ['a\nb\nc'], ['ab']],
  ['\\-\\@', ['-@'], ['@']],
  ['[\\w-]+@', ['a-b@'], ['@']],
  ['^\\w+$', ['größe_1', 'имя'], ['a-b', '']],
  ['^[\\w.]+$', ['über.maß'], ['a-b']],
  ['^\\d$', ['5', '٣'], ['x']],
  ['^\\W$', ['-'], ['ß']],
  ['^\\s$', [' ', '\u00a0'], ['x']],
  ['\\p{Lu}x', ['Üx'], ['üx']],
  ['^[]a]$', [']', 'a'], ['b']],
  ['^[^]]$', ['a'], [']']],
  ['^[[]$', ['['], ['a']],
  ['a-[b]', ['a-b'], ['ab']],
  ['^a{,2}$', ['a{,2}'], ['aa']],
  ['^(?i)a|b$', ['A', 'B'], ['c']],
  ['^(a*)*$', ['', 'aaa'], ['b']],
]

t.test('matches as .NET does what RE2 knows too', async t => {
  for (const [pattern, matching, others] of table) {
    for (const text of matching) t.ok(linearRegex(pattern).test(text), `${pattern} in ${text}`)
    for (const text of others) t.notOk(linearRegex(pattern).test(text), `${pattern} not in ${text}`)
  }
})

t.test('fails as EventStoreDB does at what nobody could read', async t => {
  for (const pattern of ['(', 'a)', '[', '*', 'a**', '\\'])
    t.throws(() => linearRegex(pattern), { code: rpcStatus.unknown }, pattern)
})

t.test('refuses by name what it does not know, or would take for another thing', async t => {
  for (const pattern of [
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?>a)',
    '(?x) a',
    '(?n)a',
    '(?#a)',
    "(?'n'a)",
    '(a)\\1',
    '\\k<n>',
    '\\Z',
    '\\G',
    '\\e',
    '\\u0041',
    '\\cA',
    '[a-z-[aeiou]]',
    '[[:alpha:]]',
    '[\\W]',
    '\\Qa\\E',
    '(?P<n>a)',
    '(?U)a+',
    '(?iU)a+',
    '\\p{IsGreek}',
    '(?(1)a)',
    'a{1001}',
    '((a{30}){30}){30}',
  ])
    t.throws(() => linearRegex(pattern), { code: rpcStatus.invalidArgument }, pattern)
  t.throws(() => linearRegex('[a-z-[x]]'), { message: /-\[/ })
})

t.test('bounds what an expression may cost', async t => {
  t.ok(linearRegex('a'.repeat(1_000)).test('a'.repeat(1_000)))
  t.throws(() => linearRegex('a'.repeat(1_001)), { code: rpcStatus.invalidArgument })
  t.throws(() => linearRegex('(ab|cd){999}'), { code: rpcStatus.invalidArgument })
  t.ok(linearRegex('b').test(`${'a'.repeat(999)}b`))
  t.notOk(linearRegex('b').test(`${'a'.repeat(1_000)}b`), 'looks at the first 1,000 characters')
})

t.test('takes time that grows with the text alone', async t => {
  for (const [pattern, text] of [
    ['^(a+)+$', `${'a'.repeat(800)}!`],
    ['(x+x+)+y', 'x'.repeat(1_000)],
    ['(.*a){20}b', 'a'.repeat(1_000)],
    ['^(a|a)*$', `${'a'.repeat(999)}!`],
  ] as const) {
    const regex = linearRegex(pattern)
    const tookMs = cpuMsOf(() => t.notOk(regex.test(text)))
    t.ok(tookMs < 500, pattern)
  }
  const deep = `${'('.repeat(490)}a${')'.repeat(490)}`
  t.ok(linearRegex(deep).test('a'.repeat(800)), 'deep is no trouble either')
})
