import t from 'tap'
import { parseOutput } from '../../../plugins/checks/output.ts'

const parse = (text: string) => {
  const { figures, ...said } = parseOutput(Buffer.from(text))
  return { ...said, labels: figures.map(({ label }) => label) }
}

t.test('parts text, long text and performance data as the guidelines do', async t => {
  t.strictSame(parse('DISK OK - free space: / 3326 MB (56%);\n'), {
    text: 'DISK OK - free space: / 3326 MB (56%);',
    longText: '',
    labels: [],
  })
  const whole = [
    'DISK OK - free space: / 3326 MB (56%); | /=2643MB;5948;5958;0;5968',
    '/ 15272 MB (77%);',
    '/boot 68 MB (69%);',
    '/var/log 819 MB (84%); | /boot=68MB;88;93;0;98',
    '/home=69357MB;253404;253409;0;253414',
    '/var/log=818MB;970;975;0;980',
  ]
  t.strictSame(parse(whole.join('\r\n')), {
    text: 'DISK OK - free space: / 3326 MB (56%);',
    longText: '/ 15272 MB (77%);\n/boot 68 MB (69%);\n/var/log 819 MB (84%);',
    labels: ['/', '/boot', '/home', '/var/log'],
  })
})

t.test('what is nothing, or only figures, is no text', async t => {
  t.strictSame(parse(''), { text: '', longText: '', labels: [] })
  t.strictSame(parse('|a=1'), { text: '', longText: '', labels: ['a'] })
})

t.test('bytes of any kind become text that controls no terminal', async t => {
  const { text } = parseOutput(Buffer.from([0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x41, 0x00, 0xff, 0x07]))
  t.equal(text, 'A\uFFFD\uFFFD\uFFFD')
  const { text: long, longText } = parse(`${'😀'.repeat(2_000)}\n${'x'.repeat(5_000)}`)
  t.ok(long.length <= 1_000 && long.isWellFormed())
  t.equal(longText.length, 1_000)
})
