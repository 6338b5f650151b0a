import { connect } from 'node:net'
import t from 'tap'
import { makeSecret } from '../../../core/access/judging/secret.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createHttpEdge, type HttpEdge } from '../../support/http-edge.ts'
import { readEvents, type ServerEvent } from '../../support/read-events.ts'
import { until } from '../../support/until.ts'

interface Reader {
  readonly events: ServerEvent[]
  readonly state: () => 'open' | 'ended'
  close(): void
}

async function follow(
  edge: HttpEdge,
  url: string,
  {
    id,
    query = '',
    token = edge.secret('read'),
  }: { id?: string; query?: string; token?: string } = {},
): Promise<Reader> {
  const controller = new AbortController()
  const response = await fetch(`${url}/api/v1/stream${query}`, {
    headers: {
      authorization: `Bearer ${token}`,
      'accept-encoding': 'gzip',
      ...(id === undefined ? {} : { 'last-event-id': id }),
    },
    signal: controller.signal,
  })
  t.equal(response.status, 200)
  t.match(response.headers.get('content-type'), /^text\/event-stream/)
  t.equal(response.headers.get('content-encoding'), null)
  const events: ServerEvent[] = []
  let state: 'open' | 'ended' = 'open'
  void readEvents(response, events)
    .catch(() => undefined)
    .finally(() => (state = 'ended'))
  await until('the stream is open', () => events.length > 0)
  return { events, state: () => state, close: () => controller.abort() }
}

function change(edge: HttpEdge, topic: string, keys: readonly string[], position: bigint): void {
  const rows = (edge.rows.get(topic) ?? []).filter(row => !keys.includes(row.key))
  edge.rows.set(topic, [...rows, ...keys.map(key => ({ key, position }))])
  edge.moved(topic, position)
  edge.changes.next({ topic, position })
}

const told = ({ events }: Reader) => events.flatMap(({ data }) => (data ? [JSON.parse(data)] : []))

void t.test('tells every change, and takes up after the last id', async t => {
  const edge = await createHttpEdge(t, { topics: ['disks', 'runs'] })
  const { url } = await edge.server.start()
  const first = await follow(edge, url)
  change(edge, 'disks', ['a', 'b'], 10n)
  change(edge, 'runs', ['r'], 11n)
  await until('three changes are told', () => told(first).length === 3)
  t.same(told(first), [
    { topic: 'disks', key: 'a', position: '10' },
    { topic: 'disks', key: 'b', position: '10' },
    { topic: 'runs', key: 'r', position: '11' },
  ])
  first.close()
  change(edge, 'disks', ['c'], 12n)
  const [, afterA, , afterRun] = first.events
  const second = await follow(edge, url, { id: afterRun?.id ?? '' })
  await until('the missed change is told', () => told(second).length === 1)
  t.same(told(second), [{ topic: 'disks', key: 'c', position: '12' }])
  // Cut between two keys of one event: both are told again rather than one lost.
  const third = await follow(edge, url, { id: afterA?.id ?? '' })
  await until('all is told', () => told(third).length === 4)
  t.same(
    told(third).map(({ key }) => key),
    ['a', 'b', 'c', 'r'],
  )
  second.close()
  third.close()
})

void t.test('says what cannot be taken up', async t => {
  const edge = await createHttpEdge(t, { topics: ['disks', 'runs'] })
  const { url } = await edge.server.start()
  change(edge, 'disks', ['a'], 10n)
  change(edge, 'runs', ['r'], 11n)
  const resets = async (id: string): Promise<readonly string[]> => {
    const reader = await follow(edge, url, { id })
    await until('a reset comes', () => reader.events.some(({ event }) => event === 'reset'))
    reader.close()
    return reader.events.flatMap(({ event, data }) =>
      event === 'reset' ? [JSON.parse(data ?? '{}').topic] : [],
    )
  }
  const cursor = (positions: object): string =>
    Buffer.from(JSON.stringify(positions)).toString('base64url')
  t.same(await resets(cursor({})), ['disks', 'runs'])
  t.same(await resets(cursor({ disks: '10' })), ['runs'])
  t.same(await resets(cursor({ disks: '99', runs: '11' })), ['disks'])
  const many = Array.from({ length: 1_000 }, (_, index) => `k${index}`)
  change(edge, 'disks', many, 12n)
  t.same(await resets(cursor({ disks: '10', runs: '11' })), ['disks'])
})

void t.test('tells only the topics asked for, and hides keys from limited tokens', async t => {
  const edge = await createHttpEdge(t, { topics: ['disks', 'runs'] })
  const { url } = await edge.server.start()
  const disks = await follow(edge, url, { query: '?topics=disks' })
  const limited = await follow(edge, url, { token: edge.limited })
  change(edge, 'runs', ['r'], 5n)
  change(edge, 'disks', ['a', 'b'], 6n)
  await until('both are told', () => told(disks).length === 2 && told(limited).length === 2)
  t.same(
    told(disks).map(({ key }) => key),
    ['a', 'b'],
  )
  t.same(
    told(limited).map(({ topic, key }) => [topic, key]),
    [
      ['runs', null],
      ['disks', null],
    ],
  )
  disks.close()
  limited.close()
  const headers = edge.bearer('read')
  const unknown = await edge.server.inject({ url: '/api/v1/stream?topics=disks,none', headers })
  t.equal(unknown.statusCode, 422)
})

void t.test('looks again after notifications may have been missed', async t => {
  const edge = await createHttpEdge(t)
  const { url } = await edge.server.start()
  const reader = await follow(edge, url)
  edge.rows.set('disks', [{ key: 'a', position: 3n }])
  edge.connected.next('again')
  await until('the change is told', () => told(reader).length === 1)
  reader.close()
})

void t.test('keeps quiet connections alive', async t => {
  const clock = createFakeClock()
  const edge = await createHttpEdge(t, { clock })
  const { url } = await edge.server.start()
  const reader = await follow(edge, url)
  await clock.advance(15_000)
  await until('a comment comes', () => reader.events.some(({ comment }) => comment !== undefined))
  reader.close()
  const stop = edge.server.stop()
  await until('the stream ends', () => reader.state() === 'ended')
  await clock.advance(1_000)
  await stop
})

void t.test('ends the stream of a token that is revoked', async t => {
  const edge = await createHttpEdge(t)
  const { url } = await edge.server.start()
  const reader = await follow(edge, url)
  edge.ledger.deliver([
    {
      id: '20000000-0000-4000-8000-000000000000',
      stream: 'accessToken-00000000-0000-4000-8000-000000000000',
      revision: 1n,
      position: 100n,
      type: 'access.TokenRevoked',
      data: { tokenId: '00000000-0000-4000-8000-000000000000', reason: 'test' },
      metadata: { schemaVersion: '1' },
      recordedAt: new Date(),
    },
  ])
  await until('the stream ends', () => reader.state() === 'ended', 1_000)
  const headers = edge.bearer('read')
  t.equal((await edge.server.inject({ url: '/api/v1/stream', headers })).statusCode, 401)
})

void t.test('cuts a reader that stops reading, and no other', async t => {
  const edge = await createHttpEdge(t)
  const { url } = await edge.server.start()
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  t.teardown(() => socket.destroy())
  socket.write(
    `GET /api/v1/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${edge.secret('read')}\r\n\r\n`,
  )
  await new Promise(resolve => socket.once('data', resolve))
  socket.pause()
  const good = await follow(edge, url)
  const keys = Array.from({ length: 900 }, (_, index) => `key-${index}-${'x'.repeat(200)}`)
  let position = 10n
  const cut = () => edge.logged.some(line => line.includes('"route":"/api/v1/stream"'))
  await until(
    'the silent reader is cut',
    async () => {
      position += 1n
      change(edge, 'disks', keys, position)
      await until('the other is told', () => told(good).at(-1)?.position === String(position))
      return cut()
    },
    120_000,
  )
  t.equal(good.state(), 'open')
  good.close()
})

void t.test('opens nothing for HEAD', async t => {
  const edge = await createHttpEdge(t)
  const { url } = await edge.server.start()
  const headers = edge.bearer('read')
  const response = await fetch(`${url}/api/v1/stream`, { method: 'HEAD', headers })
  t.equal(response.status, 200)
  t.equal(await response.text(), '')
  await edge.server.stop()
})

void t.test('tells readers to read anew what changed behind their backs', async t => {
  const clock = createFakeClock()
  const edge = await createHttpEdge(t, { topics: ['disks'], clock })
  const { url } = await edge.server.start()
  const reader = await follow(edge, url)
  change(edge, 'disks', ['a'], 10n)
  await until('the change is told', () => told(reader).length === 1)
  for (const position of [10n, 10n]) edge.anew.next({ topic: 'disks', position })
  await clock.advance(1_000)
  change(edge, 'disks', ['b'], 11n)
  await until('all is told', () => told(reader).length === 3)
  t.match(reader.events.slice(-2), [
    { event: 'reset', data: '{"topic":"disks","position":"10"}' },
    { data: '{"topic":"disks","key":"b","position":"11"}' },
  ])
  edge.lost.set('disks', 10n)
  const atTen = await follow(edge, url, { id: reader.events.at(-2)?.id ?? '' })
  await until('it is told to read anew', () => told(atTen).length === 1)
  t.match(atTen.events.at(-1), { event: 'reset' })
  const atEleven = await follow(edge, url, { id: reader.events.at(-1)?.id ?? '' })
  change(edge, 'disks', ['c'], 12n)
  await until('the change is told', () => told(atEleven).length === 1)
  t.match(told(atEleven), [{ key: 'c' }])
  const readers = [reader, atTen, atEleven]
  for (const one of readers) one.close()
  const stop = edge.server.stop()
  await until('the streams end', () => readers.every(one => one.state() === 'ended'))
  await clock.advance(1_000)
  await stop
})

void t.test(
  'ends the streams of a secret that was rotated away, and no others of the token',
  async t => {
    const edge = await createHttpEdge(t)
    const { url } = await edge.server.start()
    const old = await follow(edge, url)
    const tokenId = '00000000-0000-4000-8000-000000000000'
    const { access } = edge
    const secret = makeSecret(edge.keys.newestId)
    const known = access.token(tokenId)
    const rotated = (revision: bigint, of: string, previousValidUntil: string): StoredEvent => ({
      id: `20000000-0000-4000-8000-00000000000${revision}`,
      stream: `accessToken-${tokenId}`,
      ...{ revision, position: 100n + revision, type: 'access.TokenRotated' },
      data: { tokenId, previousValidUntil, ...edge.keys.digest(of, known!) },
      ...{ metadata: { schemaVersion: '1' }, recordedAt: new Date() },
    })
    edge.ledger.deliver([rotated(1n, secret, new Date(Date.now() + 60_000).toISOString())])
    const fresh = await follow(edge, url, { token: secret })
    t.equal(old.state(), 'open', 'its secret is good for another minute')
    edge.ledger.deliver([rotated(2n, secret, new Date(0).toISOString())])
    await until('the old one ends', () => old.state() === 'ended', 2_000)
    t.equal(fresh.state(), 'open')
    fresh.close()
  },
)

void t.test(
  'takes so many streams of a token, and again as many when those have ended',
  async t => {
    const edge = await createHttpEdge(t)
    const { url } = await edge.server.start()
    const readers = await Promise.all(Array.from({ length: 100 }, () => follow(edge, url)))
    const headers = { authorization: `Bearer ${edge.secret('read')}` }
    const refused = await fetch(`${url}/api/v1/stream`, { headers })
    t.equal(refused.status, 429)
    t.equal(refused.headers.get('retry-after'), '1')
    t.match(await refused.json(), { code: 'DECKLOG_RATE_LIMITED' })
    const other = await follow(edge, url, { token: edge.limited })
    other.close()
    readers[0]?.close()
    await until('another is taken', async () => {
      const controller = new AbortController()
      const { status } = await fetch(`${url}/api/v1/stream`, { headers, signal: controller.signal })
      controller.abort()
      return status === 200
    })
    for (const reader of readers) reader.close()
  },
)

void t.test('refuses a Last-Event-ID that is none of this event stream', async t => {
  const edge = await createHttpEdge(t)
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const id of [
    ...['x', '*', encode([1]), encode('x'), encode({ disks: 7 }), encode({ disks: '-1' })],
    ...[encode({ disks: '9'.repeat(19) }), 'A'.repeat(9_000)],
  ]) {
    const headers = { ...edge.bearer('read'), 'last-event-id': id }
    const { statusCode, payload } = await edge.server.inject({ url: '/api/v1/stream', headers })
    t.equal(statusCode, 422, id.slice(0, 40))
    t.match(JSON.parse(payload), { errors: [{ field: 'Last-Event-ID' }] })
  }
  const { url } = await edge.server.start()
  const reader = await follow(edge, url, { id: encode({ nobodys: '7' }) })
  await until('it begins anew', () => reader.events.some(({ event }) => event === 'reset'))
  reader.close()
})
