import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import t, { type Test } from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  t: Test,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  let out = ''
  let err = ''
  const code = await runCommandLine({
    words,
    env,
    cwd: t.testdir(files),
    print: text => (out += text),
    printError: text => (err += text),
  })
  return { code, out, err }
}

interface Answer {
  readonly status?: number
  readonly body: unknown
}

// Another process that answers like the API: the command line is what is tested here.
async function serve(t: Test, answer: (request: IncomingMessage, body: string) => Answer) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += String(chunk)))
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${body}`.trim())
      const { status = 200, body: answered } = answer(request, body)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answered))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { url: `http://127.0.0.1:${port}`, seen }
}

t.test('prints the version and the help', async t => {
  const version = await run(t, ['--version'])
  t.match(version, { code: 0, out: /^\d+\.\d+\.\d+\n$/ })
  const help = await run(t, ['gates', 'ask', '--help'])
  t.equal(help.code, 0)
  t.match(help.out, /Usage: decklog gates ask .*<name>/)
  t.match(help.out, /Examples:\n {2}decklog gates ask disk/)
})

t.test('suggests the command that was meant', async t => {
  const { code, err } = await run(t, ['strat'])
  t.equal(code, 2)
  t.match(err, /^decklog: unknown command 'strat'\n\(Did you mean start\?\)/)
})

t.test('refuses unknown options and missing arguments as wrong usage', async t => {
  t.match(await run(t, ['gates', 'list', '--jsn']), { code: 2, err: /--jsn/ })
  t.match(await run(t, ['gates', 'ask']), { code: 2, err: /missing required argument 'name'/ })
})

t.test('asks a gate and answers by exit code', async t => {
  const reasons = [
    {
      gate: 'disk',
      decision: 'deny',
      code: 'disk_critical',
      text: '/ is nearly full',
      event_ids: ['e1'],
    },
  ]
  const api = await serve(t, request => ({
    body: request.url?.endsWith('/disk')
      ? { decision: 'deny', reasons, position: '7' }
      : { decision: request.url?.split('/').at(-1), reasons: [], position: null },
  }))
  const env = { DECKLOG_URL: api.url, DECKLOG_TOKEN: 'token' }
  const denied = await run(t, ['gates', 'ask', 'disk', 'path=/var', 'days:=7'], env)
  t.equal(denied.code, 2)
  t.equal(denied.out, 'deny\n  deny  disk: / is nearly full (disk_critical; events e1)\n')
  t.same(api.seen, ['POST /api/v1/gates/disk {"path":"/var","days":7}'])
  t.match(await run(t, ['gates', 'ask', 'warn'], env), { code: 1, out: 'warn\n' })
  t.match(await run(t, ['gates', 'ask', 'allow'], env), { code: 0, out: 'allow\n' })
  t.match(await run(t, ['gates', 'ask', 'disk', 'path'], env), {
    code: 2,
    err: /DECKLOG_VALIDATION/,
  })
})

t.test('prefers the token of the option and prints JSON when asked', async t => {
  let token: string | undefined
  const api = await serve(t, request => {
    token = request.headers.authorization
    return { body: { projections: [] } }
  })
  const words = ['projections', 'list', '--json', '--token', 'mine']
  const { code, out } = await run(t, words, { DECKLOG_URL: api.url, DECKLOG_TOKEN: 'other' })
  t.equal(code, 0)
  t.equal(token, 'Bearer mine')
  t.same(JSON.parse(out), { projections: [] })
})

t.test('tells by exit code that a projection is not live', async t => {
  const projection = {
    name: 'disk-status',
    version: 1,
    generation: 1,
    state: 'degraded',
    position: '12',
    lag_events: 3,
    lag_seconds: null,
    parked: 1,
    reason: 'events are parked',
  }
  const api = await serve(t, () => ({ body: { projections: [projection] } }))
  const { code, out } = await run(t, ['projections', 'lag', '--url', api.url])
  t.equal(code, 1)
  t.equal(out, 'PROJECTION   STATE     EVENTS  SECONDS\ndisk-status  degraded  3       unknown\n')
})

t.test('says what to do when nobody answers, or asks for a token', async t => {
  const unreachable = await run(t, ['gates', 'list'], { DECKLOG_URL: 'http://127.0.0.1:9' })
  t.match(unreachable, { code: 2, err: /decklog start.*DECKLOG_API_UNREACHABLE/ })
  const api = await serve(t, () => ({
    status: 401,
    body: { code: 'DECKLOG_UNAUTHENTICATED', detail: 'no token' },
  }))
  const refused = await run(t, ['gates', 'list'], { DECKLOG_URL: api.url })
  t.match(refused, { code: 2, err: /DECKLOG_TOKEN.*DECKLOG_UNAUTHENTICATED/ })
})

t.test('passes on the code and the text of a problem', async t => {
  const api = await serve(t, () => ({
    status: 404,
    body: { code: 'DECKLOG_GATE_UNKNOWN', detail: 'no plugin offers a gate nope' },
  }))
  const { code, err } = await run(t, ['gates', 'ask', 'nope'], { DECKLOG_URL: api.url })
  t.equal(code, 2)
  t.equal(err, 'decklog: no plugin offers a gate nope (DECKLOG_GATE_UNKNOWN)\n')
})

t.test('tells a monitor that a check which is used wrongly knows nothing', async t => {
  for (const words of [
    ['check', 'disk', '--bogus'],
    ['check'],
    ['--url', 'http://127.0.0.1:9', 'check', 'disk'],
  ]) {
    t.equal((await run(t, words)).code, 3, words.join(' '))
  }
})

t.test('checks the configuration, plugin sections included', async t => {
  t.match(await run(t, ['config', 'check']), { code: 0, out: 'The configuration is valid.\n' })
  const yaml = 'port: 1\nplugins:\n  disk:\n    intervall: 5\n'
  const wrong = await run(t, ['config', 'check', '--json'], {}, { 'decklog.yml': yaml })
  t.equal(wrong.code, 1)
  t.match(JSON.parse(wrong.out), {
    valid: false,
    problems: [{ field: 'plugins.disk.intervall', message: /^decklog\.yml:4: .*interval\?$/ }],
  })
})

t.test('shows the settings and where they were set, without secrets', async t => {
  const env = {
    DECKLOG_ADMIN_TOKEN: 'hunter2'.repeat(5),
    DECKLOG_TOKEN_KEYS: `${'hunter2'.repeat(6)},${'hunter2'.repeat(7)}`,
    DECKLOG_DATABASE_URL: 'postgres://me:hunter2@db:5433/decklog?password=hunter2',
  }
  const files = { 'decklog.yml': 'host: 0.0.0.0\n' }
  const { code, out } = await run(t, ['config', 'show'], env, files)
  t.equal(code, 0)
  t.notMatch(out, /hunter2/)
  t.match(out, /^host: 0\.0\.0\.0 {2}# decklog\.yml:1$/m)
  t.match(out, /^databaseUrl: .*\/\/\[hidden\]@db:5433\/decklog.*# DECKLOG_DATABASE_URL$/m)
  const json = await run(t, ['config', 'show', '--json'], env, files)
  t.match(JSON.parse(json.out), { adminToken: '[hidden]', tokenKeys: ['[hidden]', '[hidden]'] })
  t.notMatch(json.out, /hunter2/)
})

t.test('finds the commands of plugins, and answers unknown when they cannot look', async t => {
  const { code } = await run(t, ['check', 'disk'], { DECKLOG_URL: 'http://127.0.0.1:9' })
  t.equal(code, 3)
})

t.test('gives help although the configuration is wrong, and says so for all else', async t => {
  const files = { 'decklog.yml': 'prot: 1\n' }
  t.match(await run(t, ['--help'], {}, files), { code: 0, out: /Commands:/ })
  const wrong = { err: /^decklog: .*decklog\.yml:1: prot.*DECKLOG_CONFIG_INVALID/s }
  t.match(await run(t, ['gates', 'list'], {}, files), { code: 2, ...wrong })
  t.match(await run(t, ['check', 'disk'], {}, files), { code: 3, ...wrong })
})

const wrongFields = {
  code: 'DECKLOG_VALIDATION',
  detail: 'Not valid: board_id, limit.',
  errors: [
    { field: 'board_id', message: 'board_id must be a valid GUID' },
    { field: 'limit', message: 'limit must be less than or equal to 200' },
  ],
}

t.test('says what is wrong with which option, for the reason that the API gave', async t => {
  const api = await serve(t, () => ({ status: 422, body: wrongFields }))
  const words = ['runs', 'list', '--board', 'x', '--limit', '900', '--url', api.url]
  const { code, out, err } = await run(t, words)
  t.strictSame({ code, out }, { code: 2, out: '' })
  t.equal(
    err,
    'decklog: Not valid: board_id, limit. (DECKLOG_VALIDATION)\n' +
      '  --board must be a valid GUID\n  --limit must be less than or equal to 200\n',
  )
})

t.test('says one fault in one line, also of a part of an option, and of an argument', async t => {
  const cases = [
    ['url', '--link must be a valid uri'],
    ['subject.0.digest', '--subject (0.digest) must be a valid uri'],
    ['run_id', '<run> must be a valid uri'],
    ['elsewhere', 'elsewhere must be a valid uri'],
  ]
  for (const [field = '', line = ''] of cases) {
    const errors = [{ field, message: `${field.split('.').at(-1)} must be a valid uri` }]
    const body = { code: 'DECKLOG_VALIDATION', detail: 'Not valid.', errors }
    const api = await serve(t, () => ({ status: 422, body }))
    const { err } = await run(t, ['runs', 'attach', 'r1', 'sbom', 'All', '--url', api.url])
    t.equal(err, `decklog: ${line} (DECKLOG_VALIDATION)\n`)
  }
})

t.test('tells failures as JSON where JSON was asked for', async t => {
  const api = await serve(t, () => ({ status: 422, body: { ...wrongFields, hint: 'look' } }))
  const { code, out, err } = await run(t, ['runs', 'list', '--json', '--url', api.url])
  t.strictSame({ code, out }, { code: 2, out: '' })
  t.strictSame(JSON.parse(err), {
    hint: 'look',
    code: 'DECKLOG_VALIDATION',
    message: 'Not valid: board_id, limit.',
    errors: wrongFields.errors,
  })
  const nobody = await run(t, ['gates', 'list', '--json', '--url', 'http://127.0.0.1:9'])
  t.match(JSON.parse(nobody.err), { code: 'DECKLOG_API_UNREACHABLE' })
  const usage = await run(t, ['gates', 'list', '--json', '--bogus'])
  t.match(JSON.parse(usage.err), { code: 'DECKLOG_VALIDATION', message: /--bogus/ })
  const config = await run(t, ['check', 'disk', '--json'], {}, { 'decklog.yml': 'prot: 1\n' })
  t.match(JSON.parse(config.err), { code: 'DECKLOG_CONFIG_INVALID' })
})

// What others wrote, wherever it comes from: a cursor that moves, a title, a line of its own, text turned around.
const odd = 'a\u001b[2Jb\nc\r\u009b1md\u202ee\u2028f\u0007'
const commandlike = /(?!\n)\p{Cc}|[\u202e\u2028]/u

t.test('text of others moves nothing on a terminal', async t => {
  const reason = { gate: odd, decision: 'deny', code: odd, text: odd, event_ids: [odd] }
  const projection = {
    ...{ name: odd, version: 1, generation: 1, state: odd, position: odd, lag_events: 3 },
    ...{ lag_seconds: null, parked: 1, reason: odd },
  }
  const problem = { code: 'DECKLOG_REFUSED', detail: odd, errors: [{ field: odd, message: odd }] }
  const api = await serve(t, ({ url }) => {
    if (url?.includes('refuses')) return { status: 409, body: problem }
    if (url?.includes('projections')) return { body: { projections: [projection] } }
    return { body: { decision: 'deny', reasons: [reason], position: null } }
  })
  const lines = new Map([
    ['gates ask disk', 2],
    ['projections list', 2],
    ['gates ask refuses', 1],
  ])
  for (const [words, count] of lines) {
    const { out, err } = await run(t, [...words.split(' '), '--url', api.url])
    t.notMatch(out + err, commandlike, words)
    t.equal((out + err).trimEnd().split('\n').length, count, `${words}: no line of theirs`)
    const json = await run(t, [...words.split(' '), '--json', '--url', api.url])
    t.notMatch(json.out + json.err, commandlike, `${words} --json`)
    t.ok(JSON.parse(json.out || json.err))
  }
})
