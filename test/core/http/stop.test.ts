import Joi from 'joi'
import t from 'tap'
import type { Route } from '../../../core/http/route.ts'
import { createHttpEdge } from '../../support/http-edge.ts'
import { until } from '../../support/until.ts'

void t.test('tells readiness part by part', async t => {
  const edge = await createHttpEdge(t)
  const read = async () => {
    const { statusCode, payload } = await edge.server.inject('/readyz')
    return { statusCode, ...JSON.parse(payload) }
  }
  edge.health.push({ name: 'ledger', state: 'ok' })
  edge.health.push({ name: 'projection:disks', state: 'degraded', reason: '3 events are parked' })
  t.match(await read(), { statusCode: 200, ok: true, items: { length: 3 } })
  edge.health.push({ name: 'postgres', state: 'failing', reason: 'no answer for 3 s' })
  t.match(await read(), {
    statusCode: 503,
    ok: false,
    items: [{}, {}, {}, { name: 'postgres', state: 'failing', reason: 'no answer for 3 s' }],
  })
  for (const path of ['/health', '/healthz', '/api/v1/health'])
    t.same(JSON.parse((await edge.server.inject(path)).payload), { ok: true })
})

void t.test('stops without losing a request in flight', async t => {
  let finish: () => void = () => undefined
  let calls = 0
  const slow: Route = {
    method: 'POST',
    path: '/api/v1/slow',
    scope: 'operate',
    summary: 'Takes its time.',
    tags: ['test'],
    response: Joi.object({ done: Joi.boolean() }),
    handle: async () => {
      calls += 1
      await new Promise<void>(resolve => (finish = resolve))
      return { body: { done: true } }
    },
  }
  const edge = await createHttpEdge(t, { routes: [slow] })
  const { url } = await edge.server.start()
  const answer = fetch(`${url}/api/v1/slow`, { method: 'POST', headers: edge.bearer('operate') })
  const stream = await fetch(`${url}/api/v1/stream`, { headers: edge.bearer('read') })
  await until('the slow request runs', () => calls === 1)
  let stopped = 'no'
  const stop = edge.server.stop().then(() => (stopped = 'yes'))
  t.equal((await fetch(`${url}/readyz`)).status, 503)
  t.equal((await fetch(`${url}/health`)).status, 200)
  // Ends, instead of being cut.
  t.match(await stream.text(), /^retry: 1000\n/)
  t.equal(stopped, 'no')
  finish()
  const response = await answer
  t.equal(response.status, 200)
  t.equal(response.headers.get('connection'), 'close')
  t.same(await response.json(), { done: true })
  await stop
  await t.rejects(fetch(`${url}/health`))
})

void t.test('says when its port is taken', async t => {
  const first = await createHttpEdge(t)
  const { url } = await first.server.start()
  const second = await createHttpEdge(t, { settings: { port: Number(new URL(url).port) } })
  await t.rejects(second.server.start(), { code: 'DECKLOG_PORT_TAKEN' })
})

void t.test('answers a body that is too large before it has come whole', async t => {
  const route: Route = {
    method: 'POST',
    path: '/api/v1/small',
    scope: 'operate',
    summary: 'Takes little.',
    tags: ['test'],
    payload: Joi.object().unknown(),
    response: Joi.any(),
    handle: async () => ({}),
  }
  const edge = await createHttpEdge(t, { routes: [route] })
  const { url } = await edge.server.start()
  const body = JSON.stringify({ text: 'x'.repeat(2_000_000) })
  const headers = { ...edge.bearer('operate'), 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1/small`, { method: 'POST', headers, body })
  t.equal(response.status, 413)
  t.match(await response.json(), { code: 'DECKLOG_PAYLOAD_TOO_LARGE' })
})
