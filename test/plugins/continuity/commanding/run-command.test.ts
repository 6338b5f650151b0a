import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { decklog, runDecklog } from '../../../support/decklog-process.ts'
import { until } from '../../../support/until.ts'
import { allowed } from '../../../support/rounds.ts'

interface Beat {
  readonly status: string
  readonly note?: string
  readonly exit_status?: number
  readonly output?: string
}

/** A server that takes beats as the API does, or never answers. */
async function serve(t: Test, manner: 'prompt' | 'silent' = 'prompt') {
  const beats: Beat[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += String(chunk)))
    request.on('end', () => {
      beats.push(JSON.parse(body))
      response.setHeader('content-type', 'application/json')
      if (manner === 'prompt') response.end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { beats, env: { DECKLOG_URL: `http://127.0.0.1:${port}`, DECKLOG_TOKEN: 'token' } }
}

const run = (script: string): readonly string[] => [
  'run',
  '--agent',
  'a1',
  '--',
  'sh',
  '-c',
  script,
]

t.test('beats at the start and tells the end, and passes output and exit code on', async t => {
  const { beats, env } = await serve(t)
  const ended = await decklog(run('echo out; echo err >&2; exit 7'), env)
  t.strictSame(ended, { code: 7, stdout: 'out\n', stderr: 'err\n' })
  t.match(beats, [
    { status: 'running' },
    { status: 'failed', note: /^It ended with exit code 7 after \d+\.\d s\.$/ },
  ])
})

t.test(
  'tells how a program failed: its exit status and the last lines, without colours',
  async t => {
    const { beats, env } = await serve(t)
    const script = `for n in $(seq 1 100); do echo "line $n"; done; printf '\\033[31mno room\\033[0m\\n' >&2; exit 7`
    t.equal((await decklog(run(script), env)).code, 7)
    const { exit_status, output = '' } = beats.at(-1) ?? {}
    t.equal(exit_status, 7)
    t.match(output, /line 100/)
    t.match(output, /^no room$/m)
    t.notMatch(output, /line 10$/m, 'the end of it alone')
  },
)

t.test('what is not to be heard is not told, and neither is what went well', async t => {
  const { beats, env } = await serve(t)
  const [command = '', ...rest] = run('echo secret; exit 7')
  t.match(await decklog([command, '--no-output', ...rest], env), { code: 7, stdout: 'secret\n' })
  t.match(beats.at(-1), { status: 'failed', exit_status: 7, output: undefined })
  await decklog(run('echo fine'), env)
  t.match(beats.at(-1), { status: 'succeeded', exit_status: 0, output: undefined })
})

t.test('a program that leaves another running ends all the same', async t => {
  const { beats, env } = await serve(t)
  const startMs = Date.now()
  t.match(await decklog(run('sleep 90 & exit 3'), env), { code: 3 })
  t.ok(Date.now() - startMs < 60_000)
  t.match(beats.at(-1), { exit_status: 3 })
})

t.test('takes everything after -- for the program', async t => {
  const { beats, env } = await serve(t)
  const words = ['run', '--agent', 'a1', '--', process.execPath, '--version']
  t.match(await decklog(words, env), { code: 0, stdout: `${process.version}\n` })
  t.match(beats.at(-1), { status: 'succeeded' })
})

t.test('passes a signal on, and says that it ended the program', async t => {
  const { beats, env } = await serve(t)
  const child = runDecklog(run('exec sleep 60'), env)
  await until('it runs', () => beats.length === 1)
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  t.strictSame(await exited, [143, null])
  t.match(beats.at(-1), { status: 'failed', note: /^It was ended by SIGTERM/ })
})

t.test('a program that does not exist ends as it does in a shell', async t => {
  const { beats, env } = await serve(t)
  t.match(await decklog(['run', '--', 'no-such-program'], env), { code: 127 })
  t.match(beats.at(-1), { status: 'failed', note: /could not be started/ })
})

t.test('a Decklog that is gone or keeps silent touches nothing but standard error', async t => {
  const gone = { DECKLOG_URL: 'http://127.0.0.1:1', DECKLOG_TOKEN: 'token' }
  const { env: silent } = await serve(t, 'silent')
  for (const env of [gone, silent]) {
    const startMs = performance.now()
    const ended = await decklog(run('echo out; exit 3'), env)
    t.match(ended, {
      code: 3,
      stdout: 'out\n',
      stderr: /^decklog: heartbeats are not taken: .*\n$/,
    })
    t.ok(performance.now() - startMs < allowed(8_000), 'it ends in time')
  }
})
