import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { packageRoot } from '../../../core/config/package-root.ts'
import { takesAsOf } from '../../../core/http/calls/as-of.ts'
import { startWholeApp, type Received } from '../../support/whole-app.ts'

const app = await startWholeApp(t, { tokens: { auditor: { scopes: ['read', 'audit'] } } })
const get = (path: string): Promise<Received> => app.send('GET', path)
const codeOf = ({ text }: Received): unknown => JSON.parse(text).code
const positionOf = ({ headers }: Received): string => headers.get('decklog-position') ?? ''

async function write(method: string, path: string, body: object): Promise<Received> {
  const answer = await app.send(method, path, { body: JSON.stringify(body) })
  if (answer.status < 300) return answer
  throw new Error(`${method} ${path}: ${answer.text}`)
}

/** What the API told right after a write, and where that was. */
interface Told {
  readonly position: string
  readonly list: string
  readonly run: string
  readonly at: Date
}

const path = '/api/v1/gsd-runs'
const told: Told[] = []
async function tell(id: string, answer: Received): Promise<void> {
  const run = await get(`${path}/${id}`)
  const list = await get(`${path}?limit=2`)
  told.push({ position: positionOf(answer), list: list.text, run: run.text, at: new Date() })
}

const first = await write('POST', path, { run_name: 'first' })
const { id } = JSON.parse(first.text)
await tell(id, first)
for (const [at, stage] of ['implementation', 'rollout', 'validation'].entries()) {
  await write('POST', path, { run_name: `beside ${at}` })
  await tell(id, await write('PATCH', `${path}/${id}`, { stage, metrics_snapshot: { at } }))
}

t.test('what the API told once, it tells again as of then', async t => {
  for (const { position, list, run } of told) {
    const again = await get(`${path}/${id}?as_of=${position}`)
    t.equal(again.text, run, `one thing as of ${position}`)
    t.equal(again.headers.get('decklog-position'), position)
    t.match(again.headers.get('decklog-as-of'), /Z$/)
    t.equal((await get(`${path}?limit=2&as_of=${position}`)).text, list, `a list as of ${position}`)
  }
})

t.test('a time means what was recorded by then', async t => {
  for (const { at, run } of told.slice(0, -1))
    t.equal((await get(`${path}/${id}?as_of=${at.toISOString()}`)).text, run)
})

t.test('the next page is of the same moment', async t => {
  const page = await get(`${path}?limit=1&as_of=${told.at(-1)?.position}`)
  const link = /^<(.*)>/.exec(page.headers.get('link') ?? '')?.[1] ?? ''
  await write('POST', path, { run_name: 'later' })
  const next = await get(`${path}${link}`)
  t.equal(next.headers.get('decklog-position'), told.at(-1)?.position)
  t.strictSame(
    [...JSON.parse(page.text), ...JSON.parse(next.text)],
    JSON.parse(told.at(-1)?.list ?? ''),
  )
})

t.test('the timeline of a run ends there', async t => {
  const { entries } = JSON.parse(
    (await get(`${path}/${id}/timeline?as_of=${told[1]?.position}`)).text,
  )
  const all = JSON.parse((await get(`${path}/${id}/timeline`)).text).entries
  t.ok(entries.length > 0 && entries.length < all.length)
  t.strictSame(entries, all.slice(0, entries.length))
})

t.test('the ledger itself, and its streams, end there', async t => {
  const position = told[1]?.position ?? ''
  for (const events of ['/api/v1/events', `/api/v1/streams/gsdRun-${id}`])
    for (const direction of ['forwards', 'backwards']) {
      const query = `?type=gsd.RunStarted,gsd.StageEntered&direction=${direction}`
      const all: { position: string }[] = JSON.parse((await get(events + query)).text).events
      const then = JSON.parse((await get(`${events}${query}&as_of=${position}`)).text)
      t.strictSame(
        then.events,
        all.filter(one => BigInt(one.position) <= BigInt(position)),
      )
      t.ok(then.events.length > 0 && then.events.length < all.length && then.complete)
    }
})

t.test('what was not yet there is not found', async t => {
  const before = String(BigInt(told[0]?.position ?? 0) - 1n)
  t.equal((await get(`${path}/${id}?as_of=${before}`)).status, 404)
})

t.test('a moment that cannot be meant is refused, and says why', async t => {
  const wrong = [
    'soon',
    '2026-02-24T10:00:00',
    '2026-02-30T10:00:00Z',
    '-1',
    '1.5',
    '',
    '99999999999999999999999999',
    '9223372036854775807',
    '2999-01-01',
    '1999-12-31T23:59:59Z',
    '0',
  ]
  for (const asOf of wrong) {
    const answer = await get(`${path}?as_of=${encodeURIComponent(asOf)}`)
    t.equal(answer.status, 422, asOf)
    t.match(JSON.parse(answer.text).errors, [{ field: 'as_of' }], asOf)
  }
  t.equal((await get(`${path}?as_of=1&as_of=2`)).status, 422)
  t.equal((await get(`${path}?as_of=1&min_position=1`)).status, 422)
})

t.test('what has no past, or changes something, takes none', async t => {
  for (const other of ['/api/v1/projections', '/api/v1/stream', '/api/v1/tokens', '/healthz'])
    t.equal(codeOf(await get(`${other}?as_of=1`)), 'DECKLOG_VALIDATION', other)
  const body = JSON.stringify({ stage: 'hardening' })
  const written = await app.send('PATCH', `${path}/${id}?as_of=${told[0]?.position}`, { body })
  t.equal(codeOf(written), 'DECKLOG_VALIDATION')
  t.equal(JSON.parse((await get(`${path}/${id}`)).text).stage, 'validation', 'nothing changed')
})

t.test('every route of read models answers for a moment', async t => {
  const last = told.at(-1)?.position
  const routes = app.routes.filter(route => takesAsOf(route) && route.method === 'GET')
  t.ok(routes.length > 15)
  for (const route of routes) {
    const at = route.path.replaceAll(/\{[^}]*\}/g, id)
    const answer = await get(`${at}?as_of=${last}`)
    t.ok([200, 404, 422].includes(answer.status), `${route.path} ${answer.text}`)
    if (answer.status === 422) t.notMatch(answer.text, /as_of/, route.path)
  }
})

// They tell of this process, of its work, or of what never changes once it is recorded.
const ofNow = [
  ...['/access/self', '/agents/{agent_id}/beats', '/alarms/{id}/preview'],
  ...['/audit/logs/{log}/{path*}', '/gate-decisions/{id}', '/health', '/holds', '/plugins'],
  ...['/projections', '/projections/{name}/parked', '/reactions', '/reactions/{plugin}/parked'],
  ...['/reactions/{plugin}/parked/{position}', '/stream', '/tokens', '/tokens/{id}'],
]

t.test('every other read is of what has no past, and is named here', async t => {
  const others = app.routes.filter(route => route.method === 'GET' && !takesAsOf(route))
  const ofApi = others.flatMap(({ path }) => /^\/api\/v1(\/.*)/.exec(path)?.[1] ?? [])
  t.strictSame(ofApi.sort(), ofNow)
})

async function run(
  cwd: string,
  ...words: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommandLine({
    words: [...words, '--url', app.url],
    env: { DECKLOG_TOKEN: app.secrets['auditor'] },
    cwd,
    print: text => void out.push(text),
    printError: text => void err.push(text),
  })
  return { code, out: out.join(''), err: err.join('') }
}

t.test('commands read what was, say of when, and change nothing', async t => {
  const cwd = t.testdir()
  const position = told[1]?.position ?? ''
  const shown = await run(cwd, 'runs', 'show', id, '--as-of', position)
  t.equal(shown.code, 0, shown.err)
  t.match(shown.out, /Stage +implementation/)
  t.match(shown.err, new RegExp(`as of .*Z, position ${position}`))
  t.match((await run(cwd, 'runs', 'show', id)).out, /Stage +validation/)
  t.match((await run(cwd, 'runs', 'list', '--as-of', 'soon')).err, /as_of/)
  t.equal((await run(cwd, 'runs', 'start', '--name', 'x', '--as-of', position)).code, 2)
})

t.test('what would have been needs no token that writes, and writes nothing', async t => {
  const cwd = t.testdir({
    'other.yml':
      'plugins:\n  disk:\n    limits:\n      warning:\n        availablePercent: 99\n        availableBytes: 900TB\n        enterAfter: 0s\n',
    'wrong.yml': 'plugins:\n  disk:\n    limits:\n      warning:\n        availablePercent: lots\n',
  })
  const asked = await run(cwd, 'what-if', 'disk', '--config', 'other.yml', '--json')
  t.equal(asked.code, 0, asked.err)
  const { result } = JSON.parse(asked.out)
  t.ok(result.events > 0)
  t.hasProps(result, ['transitions', 'alarms', 'gates'])
  t.match((await run(cwd, 'what-if', 'disk', '--config', 'other.yml')).out, /nothing was changed/)
  t.match((await run(cwd, 'what-if', 'disk', '--config', 'wrong.yml')).err, /availablePercent/)
  t.equal((await run(cwd, 'what-if', 'nobody')).code, 2)
  t.match((await run(cwd, 'what-if', 'gsd')).err, /disk/)
  t.equal((await run(cwd, 'what-if', 'disk', '--from', '2999-01-01')).code, 2)
  const caused = JSON.parse((await get('/api/v1/events?actor=service:test')).text)
  t.strictSame(caused.events, [])
})

t.test('other policies are tried on what was, as the how-to says', async t => {
  const policy = (kind: string): object => ({
    plugins: {
      recovery: {
        policies: [
          {
            ...{ name: 'one', for: { kind, level: 'warning' }, mode: 'auto' },
            action: { run: { argv: ['true'] } },
          },
        ],
      },
    },
  })
  const files = { 'other.yml': policy('disk'), 'wrong.yml': policy('dsik') }
  const cwd = t.testdir(
    Object.fromEntries(Object.entries(files).map(([name, one]) => [name, JSON.stringify(one)])),
  )
  const page = readFileSync(join(packageRoot, 'docs/how-to/heal.md'), 'utf8')
  const commands = [...page.matchAll(/^decklog (what-if .*)$/gm)].map(([, one = '']) => one)
  t.equal(commands.length, 2)
  for (const command of commands) {
    const { code, out, err } = await run(cwd, ...command.split(' '))
    t.equal(code, 0, err)
    t.match(out, /actions/)
  }
  const refused = await run(cwd, 'what-if', 'recovery', '--config', 'wrong.yml')
  t.equal(refused.code, 2)
  t.match(refused.err, /config\.policies\.one\.for\.kind/)
})
