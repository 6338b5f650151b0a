import t from 'tap'
import { parseTarget } from '../../../core/outbound/parse-target.ts'

const loopback = ['127.0.0.1', '127.1', '0x7f.1', '0x7f000001', '2130706433', '017700000001']

t.test('knows an IP address in every spelling', async t => {
  for (const host of [...loopback, '１２７.0.0.1', '127.0.0.1.'])
    t.match(parseTarget(`http://${host}:81/`), { kind: 'ip', host: '127.0.0.1', port: 81 }, host)
  for (const host of loopback)
    t.match(parseTarget(`tcp://${host}:81`), { kind: 'ip', host: '127.0.0.1', port: 81 }, host)
  t.match(parseTarget('http://[::ffff:127.0.0.1]/'), { kind: 'ip', host: '::ffff:7f00:1' })
  t.match(parseTarget('tcp://[::1]:22'), { kind: 'ip', host: '::1', port: 22 })
})

t.test('knows the port that goes without saying', async t => {
  t.match(parseTarget('http://a.example/x'), { kind: 'name', host: 'a.example', port: 80 })
  t.match(parseTarget('https://a.example/x'), { port: 443 })
  t.match(parseTarget('tcp://a.example:80'), { port: 80 })
})

t.test('says what is wrong with a URL', async t => {
  const wrong = {
    'no url': /not a URL/,
    'file:///etc/passwd': /must start with http:\/\/ or https:\/\/ or tcp:\/\//,
    'ftp://a.example/': /must start with/,
    'gopher://a.example/': /must start with/,
    'http://user:secret@a.example/': /user name or a password/,
    'http://user@a.example/': /user name or a password/,
    'tcp://a.example': /no port/,
    'tcp://a.example:0': /no port/,
    'tcp:///a': /no host/,
    'tcp://a.example:1/path': /alone/,
    'tcp://a%2fb:1': /no host/,
  }
  for (const [url, problem] of Object.entries(wrong)) t.match(parseTarget(url), { problem }, url)
  t.match(parseTarget('https://a.example', ['tcp']), { problem: 'must start with tcp://' })
})
