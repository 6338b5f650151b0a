import Joi from 'joi'
import t from 'tap'
import type { Answer, Route } from '../../../../core/http/route.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'

const routeOf = (name: string, handle: () => Promise<Answer>): Route => ({
  ...{ method: 'GET', path: `/api/v1/${name}`, scope: 'read', tags: ['test'] },
  ...{ summary: 'Fails.', response: Joi.object({ ok: Joi.boolean().required() }) },
  handle,
})

t.test('an answer that is none is a fault of ours, and ends', async t => {
  const cyclic: { ok: unknown } = { ok: true }
  cyclic.ok = cyclic
  const bodies: readonly unknown[] = [
    ...[{}, { ok: 'yes' }, { ok: true, more: 1 }, [], 'text', 1, cyclic, () => 1],
    ...[{ ok: Symbol('odd') }, new Map([['ok', true]])],
  ]
  const answers: readonly unknown[] = [
    ...bodies.map(body => ({ body })),
    ...[undefined, null, 'ok', { body: { ok: true }, status: 299 }],
    { body: { ok: true }, headers: { 'x-odd': 'a\nb' } },
  ]
  const routes = answers.map((answer, index) =>
    routeOf(`odd/${index}`, async () => answer as Answer),
  )
  const { server, bearer } = await createHttpEdge(t, { routes })
  for (const index of answers.keys()) {
    const sent = { url: `/api/v1/odd/${index}`, headers: bearer('read') }
    const { statusCode, payload } = await server.inject(sent)
    t.equal(statusCode, 500, `answer ${index}: ${payload}`)
    t.match(JSON.parse(payload), { code: 'DECKLOG_INTERNAL' })
  }
})
