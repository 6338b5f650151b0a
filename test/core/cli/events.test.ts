import { createServer } from 'node:http'
import { once } from 'node:events'
import t, { type Test } from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'

const told = (position: number) => ({
  id: `id ${position}`,
  stream: 'disk-1',
  revision: String(position),
  position: String(position),
  type: 'disk.PressureChanged',
  data: { text: `change ${position}\u001b[2J`, long: 'x'.repeat(200) },
  metadata: { actor: 'system:disk' },
  received_at: '2026-01-01T00:00:00.000Z',
  recorded_at: '2026-01-01T00:00:01.000Z',
})

/** An API with the events 1 to 5, of which it answers two a page. */
async function serve(t: Test) {
  const asked: URLSearchParams[] = []
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams
    asked.push(query)
    const start = Number(query.get('after') ?? 6)
    const count = Math.min(2, Number(query.get('limit')), start - 1)
    const events = Array.from({ length: count }, (_, i) => told(start - 1 - i))
    const cursor = String(start - count)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ events, cursor, complete: start - count === 1 }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { env: { DECKLOG_URL: `http://127.0.0.1:${port}`, DECKLOG_TOKEN: 'token' }, asked }
}

async function run(t: Test, words: readonly string[], env: Readonly<Record<string, string>>) {
  let out = ''
  let err = ''
  const code = await runCommandLine({
    words: ['events', ...words],
    env,
    cwd: t.testdir({}),
    print: text => (out += text),
    printError: text => (err += text),
  })
  return { code, out, err }
}

t.test('shows events as a table', async t => {
  const { env } = await serve(t)
  const { code, out } = await run(t, ['--limit', '3'], env)
  t.equal(code, 0)
  const lines = out.trimEnd().split('\n')
  t.match(lines[0], /^POSITION +RECORDED +EVENT +STREAM +ACTOR +DATA$/)
  t.equal(lines.length, 4)
  t.match(lines[1], /^5 +2026-01-01T00:00:01.000Z {2}disk.PressureChanged +disk-1@5 +system:disk /)
  t.notOk(out.includes('\u001b'), 'what others wrote commands no terminal')
  t.ok(lines.every(line => line.length < 240))
  const data = lines[1]?.slice(lines[0]?.indexOf('DATA')) ?? ''
  t.match(data, /^\{"text":"change 5.*…$/)
  t.equal([...data].length, 100, 'as much of it as the column is wide, its end included')
})

t.test('writes one JSON document a line, through all pages', async t => {
  const { env, asked } = await serve(t)
  const { out } = await run(t, ['--json', '--limit', 'all'], env)
  const events = out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  t.same(events, [5, 4, 3, 2, 1].map(told))
  t.same(
    asked.map(query => query.get('after')),
    [null, '4', '2'],
  )
})

const eventId = '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11'

t.test('hands every filter on', async t => {
  const { env, asked } = await serve(t)
  const filters = {
    ...{ stream: 'disk-1', type: 'a.B,a.C', category: 'disk', actor: 'person:ann' },
    ...{
      correlation: 'c1',
      id: eventId,
      causation: eventId,
      time: 'received',
      until: '2026-01-02T00:00:00Z',
    },
    ...{ 'from-position': '1', 'to-position': '9', direction: 'forwards', limit: '1' },
  }
  await run(
    t,
    Object.entries(filters).flatMap(([name, value]) => [`--${name}`, value]),
    env,
  )
  const wanted = Object.entries(filters).map(([name, value]) => [name.replace('-', '_'), value])
  t.same(Object.fromEntries(asked[0] ?? []), Object.fromEntries(wanted))
})

t.test('reads a length of time as so long ago', async t => {
  const { env, asked } = await serve(t)
  await run(t, ['--since', '2h', '--limit', '1'], env)
  const ago = Date.now() - Date.parse(asked[0]?.get('since') ?? '')
  t.ok(ago >= 7_200_000 && ago < 7_260_000)
})

t.test('refuses what makes no sense', async t => {
  const { env, asked } = await serve(t)
  for (const words of [
    ['--limit', '0'],
    ['--limit', 'many'],
    ['--follow', '--until', '1h'],
    ['--follow', '--direction', 'backwards'],
  ]) {
    const { code, err } = await run(t, words, env)
    t.equal(code, 2)
    t.match(err, /DECKLOG_VALIDATION/)
  }
  t.equal(asked.length, 0)
})

t.test('hides what Decklog writes for its own working, unless it is asked for', async t => {
  const { env, asked } = await serve(t)
  for (const words of [[], ['--actor', 'system:core'], ['--since', '1h']])
    await run(t, [...words, '--limit', '1'], env)
  t.same(
    asked.map(query => query.get('own')),
    ['hidden', 'hidden', 'hidden'],
  )
  asked.length = 0
  const named = ['--type core.BarrierRaised', '--stream barrier-web01', '--category barrier']
  for (const words of ['--all', ...named]) await run(t, [...words.split(' '), '--limit', '1'], env)
  t.same(
    asked.map(query => query.get('own')),
    [null, null, null, null],
  )
})

t.test('says of a name that nothing is called so', async t => {
  const known = {
    type: 'disk.PressureChanged',
    stream: 'disk-1',
    actor: 'person:ann',
    category: 'disk',
  }
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams
    const names = Object.entries(known).filter(([name]) => query.has(name))
    const isFound = names.length === 1 && names.every(([name, value]) => query.get(name) === value)
    const page = { events: isFound ? [told(1)] : [], cursor: null, complete: true }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const ask = (words: string) => run(t, [...words.split(' '), '--url', url], {})
  const cases = [
    ['--type disk.PressureChanged,disk.Nope', 'event of the type disk.Nope'],
    ['--actor person:bob --stream disk-1', 'event of the actor person:bob'],
    ['--stream disk-9', 'stream disk-9'],
    ['--category disc --actor person:ann', 'stream of the category disc'],
  ]
  for (const [words = '', what] of cases)
    t.match(
      await ask(words),
      { code: 0, err: `decklog: there is no ${what} in the ledger\n` },
      words,
    )
  t.match(await ask('--stream disk-1 --actor person:ann'), { err: '' }, 'both are there, apart')
})
