import t from 'tap'
import { parseEnvFile } from '../../../../../plugins/release/policy/compose/load-env.ts'

function parse(text: string, outside: Readonly<Record<string, string>> = {}): object {
  const surroundings = { outside: (name: string) => outside[name], above: new Map() }
  return Object.fromEntries(parseEnvFile('/.env', text, surroundings))
}

for (const [title, text, values] of [
  ['plain values', 'A=1\nB = two words \nC:3\n', { A: '1', B: 'two words', C: '3' }],
  ['comments and empty lines', '# A=0\n\nA=1 # one\nB=x#y\n  # C\n', { A: '1', B: 'x#y' }],
  ['export', 'export A=1\n', { A: '1' }],
  ['Windows line ends and a byte order mark', '\uFEFFA=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['empty values', 'A=\nB=""\nC= \n', { A: '', B: '', C: '' }],
  ['single quotes as they are', "A='$X \\n # \\'q\\''\n", { A: "$X \\n # 'q'" }],
  ['escapes in double quotes', 'A="a\\tb\\n\\"c\\" \\$D \\\\"\n', { A: 'a\tb\n"c" $D \\' }],
  ['quotes over several lines', 'A="1\n2"\nB=3\n', { A: '1\n2', B: '3' }],
  ['a comment after quotes', 'A="1" # one\nB=2\n', { A: '1', B: '2' }],
  [
    'variables from above, defaults and nested ones',
    'A=1\nB=${A}-${C:-${A}x}\n',
    { A: '1', B: '1-1x' },
  ],
  ['the last of two', 'A=1\nA=2\n', { A: '2' }],
] as const) {
  t.test(`reads ${title}`, async t => {
    t.strictSame(parse(text), values)
  })
}

t.test('what is outside wins in what is filled in, and gives a bare name its value', async t => {
  t.strictSame(parse('A=1\nB=$A\nC\nD\n', { A: 'x', C: 'y' }), { A: '1', B: 'x', C: 'y' })
})

for (const text of ['=1\n', 'A B=1\n', 'A="1\n', "A='1\n", 'A=${1}\n', 'A=${B:?set it}\n'])
  t.test(`refuses ${JSON.stringify(text)}`, async t => {
    t.throws(() => parse(text), { code: 'DECKLOG_INPUT_UNREADABLE' })
  })
