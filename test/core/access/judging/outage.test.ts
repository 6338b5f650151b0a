import t from 'tap'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'
import { until } from '../../../support/until.ts'

void t.test('refuses all but health once tokens were not followed for over a second', async t => {
  const clock = createFakeClock()
  const edge = await createHttpEdge(t, { clock })
  const get = (url: string) => edge.server.inject({ url, headers: edge.bearer('read') })
  const stream = '/api/v1/stream?topics=none'
  t.equal((await get(stream)).statusCode, 422)
  edge.ledger.fail()
  await clock.advance(900)
  t.equal((await get(stream)).statusCode, 422)
  await clock.advance(200)
  const refused = await get(stream)
  t.equal(refused.statusCode, 503)
  t.equal(refused.headers['retry-after'], '1')
  t.equal(JSON.parse(refused.payload).code, 'DECKLOG_LEDGER_UNAVAILABLE')
  t.equal((await edge.server.inject(stream)).statusCode, 503)
  t.equal((await get('/health')).statusCode, 200)
  const ready = await get('/readyz')
  t.equal(ready.statusCode, 503)
  t.match(JSON.parse(ready.payload).items, [{ name: 'access', state: 'failing' }])
  edge.ledger.restore()
  await clock.advance(250)
  t.equal((await get(stream)).statusCode, 422)
  t.equal((await get('/readyz')).statusCode, 200)
})

void t.test('notices a ledger that fell silent, and subscribes again', async t => {
  const clock = createFakeClock()
  const edge = await createHttpEdge(t, { clock })
  const before = edge.ledger.subscriptions()
  edge.ledger.silence()
  await clock.advance(2_500)
  t.match(edge.access.health(), [{ name: 'access', state: 'failing' }])
  edge.ledger.restore()
  await clock.advance(1_000)
  await until('it is subscribed again', () => edge.ledger.subscriptions() > before)
  t.same(edge.access.health(), [{ name: 'access', state: 'ok' }])
})

void t.test('closes a token whose stream holds what nobody can read', async t => {
  const edge = await createHttpEdge(t)
  const stream = 'accessToken-00000000-0000-4000-8000-000000000000'
  t.ok(edge.access.authenticate(edge.secret('read')))
  edge.ledger.deliver([
    {
      ...{ id: '20000000-0000-4000-8000-000000000001', stream, revision: 1n, position: 100n },
      ...{ type: 'access.TokenRevoked', data: {}, metadata: { schemaVersion: '9' } },
      recordedAt: new Date('2026-01-01T00:00:00.000Z'),
    },
  ])
  await until('it is refused', () => edge.access.authenticate(edge.secret('read')) === undefined)
  t.ok(edge.access.authenticate(edge.secret('audit')))
})
