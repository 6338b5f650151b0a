import Joi from 'joi'
import t from 'tap'
import { DecklogError } from '../../../../core/errors.ts'
import type { Answer, Call, Route } from '../../../../core/http/route.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createHttpEdge, type HttpEdge } from '../../../support/http-edge.ts'

interface Seen {
  readonly calls: Call[]
  readonly routes: readonly Route[]
}

function marks(answer: (call: Call) => Promise<Answer> = async () => ({ position: 9n })): Seen {
  const calls: Call[] = []
  const shared = {
    scope: 'operate',
    summary: 'A mark.',
    tags: ['marks'],
    shows: ['disks'],
  } as const
  const handle = (call: Call): Promise<Answer> => {
    calls.push(call)
    return answer(call)
  }
  const routes: readonly Route[] = [
    {
      ...shared,
      method: 'POST',
      path: '/api/v1/marks/{id}',
      params: Joi.object({ id: Joi.string() }),
      query: Joi.object({ run: Joi.string() }),
      payload: Joi.object().unknown(),
      response: Joi.any(),
      handle,
    },
    { ...shared, method: 'GET', path: '/api/v1/marks', response: Joi.any(), handle },
  ]
  return { calls, routes }
}

function post(edge: HttpEdge, headers: object = {}, payload: object = {}, url = '/a') {
  return edge.server.inject({
    method: 'POST',
    url: `/api/v1/marks${url}`,
    headers: { ...edge.bearer('operate'), ...headers },
    payload,
  })
}

void t.test('answers a write once the read models show it', async t => {
  const edge = await createHttpEdge(t, { routes: marks().routes })
  const waiting = post(edge)
  await new Promise(setImmediate)
  edge.moved('disks', 9n)
  const { headers, statusCode } = await waiting
  t.equal(statusCode, 204)
  t.equal(headers['decklog-position'], '9')
  t.equal(headers['decklog-projection'], undefined)
})

void t.test('answers a write after 2 s though the read models lag', async t => {
  const clock = createFakeClock()
  const edge = await createHttpEdge(t, { routes: marks().routes, clock })
  const waiting = post(edge)
  // The token is judged and the body read before the wait begins.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
  await clock.advance(2_000)
  const { headers, statusCode } = await waiting
  t.equal(statusCode, 204)
  t.equal(headers['decklog-projection'], 'pending')
})

void t.test('waits at most 5 s for the position that a read asks for', async t => {
  const clock = createFakeClock()
  const edge = await createHttpEdge(t, { routes: marks(async () => ({ body: [] })).routes, clock })
  const get = (position: string) =>
    edge.server.inject({
      url: `/api/v1/marks?min_position=${position}`,
      headers: edge.bearer('operate'),
    })
  edge.moved('disks', 5n)
  t.equal((await get('5')).statusCode, 200)
  const late = get('6')
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
  await clock.advance(5_000)
  const { statusCode, headers, payload } = await late
  t.equal(statusCode, 503)
  t.equal(headers['retry-after'], '1')
  t.match(JSON.parse(payload), { code: 'DECKLOG_PROJECTION_BEHIND', projections: ['disks'] })
  for (const wrong of ['x', '-1', '1.5', '', '9223372036854775808', '5&min_position=5'])
    t.equal((await get(wrong)).statusCode, 422, wrong)
})

void t.test('takes a position only where a read model is read', async t => {
  const plain: Route = {
    ...{ method: 'GET', path: '/api/v1/plain', scope: 'read', summary: 'Reads.', tags: ['test'] },
    response: Joi.any(),
    handle: async () => ({ body: {} }),
  }
  const { server, bearer } = await createHttpEdge(t, { routes: [plain] })
  const statusOf = async (url: string): Promise<number> =>
    (await server.inject({ url, headers: bearer('read') })).statusCode
  t.equal(await statusOf('/api/v1/plain'), 200)
  t.equal(await statusOf('/api/v1/plain?min_position=1'), 422)
  for (const path of ['/health', '/healthz', '/api/v1/health', '/readyz'])
    t.equal(await statusOf(`${path}?min_position=abc`), 200, path)
})

void t.test('hands a conditional write its revision', async t => {
  const { routes, calls } = marks(async () => ({}))
  const edge = await createHttpEdge(t, { routes })
  const statusOf = async (tag: string): Promise<number> =>
    (await post(edge, { 'if-match': tag })).statusCode
  t.equal(await statusOf('"12"'), 204)
  t.equal(await statusOf('*'), 204)
  t.same(
    calls.map(call => call.ifRevision),
    [12n, undefined],
  )
  t.equal(await statusOf('W/"12"'), 412)
  t.equal(await statusOf('"abc"'), 412)
  t.equal(await statusOf('12'), 400)
  t.equal(await statusOf('"1", "2"'), 400)
})

void t.test('makes one key of token, route and Idempotency-Key', async t => {
  const { routes, calls } = marks(async () => ({}))
  const edge = await createHttpEdge(t, { routes })
  const key = { 'idempotency-key': 'order-1' }
  await post(edge, key, { b: 1, a: [2, { d: 1, c: 2 }] })
  await post(edge, key, { a: [2, { c: 2, d: 1 }], b: 1 })
  await post(edge, key, { other: true })
  await post(edge, key, {}, '/b')
  await post(edge, { 'idempotency-key': 'order-2' })
  await post(edge, key, { b: 1, a: [2, { d: 1, c: 2 }] }, '/a?run=7')
  await post(edge)
  const [first, again, other, elsewhere, second, asked, none] = calls
  t.match(first?.idempotencyKey, /^[0-9a-f]{64}$/)
  t.same([again?.idempotencyKey, again?.requestHash], [first?.idempotencyKey, first?.requestHash])
  t.equal(other?.idempotencyKey, first?.idempotencyKey)
  t.not(other?.requestHash, first?.requestHash)
  t.not(asked?.requestHash, first?.requestHash)
  t.not(elsewhere?.idempotencyKey, first?.idempotencyKey)
  t.not(second?.idempotencyKey, first?.idempotencyKey)
  t.equal(none?.idempotencyKey, undefined)
})

void t.test('refuses keys that are not visible ASCII of 1 to 255 characters', async t => {
  const edge = await createHttpEdge(t, { routes: marks(async () => ({})).routes })
  const statusOf = async (key: string): Promise<number> =>
    (await post(edge, { 'idempotency-key': key })).statusCode
  t.equal(await statusOf('x'.repeat(255)), 204)
  t.equal(await statusOf('x'.repeat(256)), 422)
  t.equal(await statusOf('two words'), 422)
  t.equal(await statusOf(''), 422)
})

void t.test('refuses a repetition while the first runs', async t => {
  let finish: () => void = () => undefined
  const running = new Promise<void>(resolve => (finish = resolve))
  const { routes, calls } = marks(() => running.then(() => ({})))
  const edge = await createHttpEdge(t, { routes })
  const first = post(edge, { 'idempotency-key': 'k' })
  while (calls.length === 0) await new Promise(setImmediate)
  const second = await post(edge, { 'idempotency-key': 'k' })
  t.equal(second.statusCode, 409)
  t.equal(JSON.parse(second.payload).code, 'DECKLOG_IDEMPOTENCY_BUSY')
  finish()
  t.equal((await first).statusCode, 204)
  t.equal((await post(edge, { 'idempotency-key': 'k' })).statusCode, 204)
})

void t.test('lets a key go when the request fails', async t => {
  const failing = marks(() => Promise.reject(new DecklogError('DECKLOG_REFUSED', 'no')))
  const edge = await createHttpEdge(t, { routes: failing.routes })
  t.equal((await post(edge, { 'idempotency-key': 'k' })).statusCode, 409)
  const again = await post(edge, { 'idempotency-key': 'k' })
  t.equal(JSON.parse(again.payload).code, 'DECKLOG_REFUSED')
})
