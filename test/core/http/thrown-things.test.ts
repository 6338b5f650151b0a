import Joi from 'joi'
import t from 'tap'
import { defineRoute } from '../../../core/http/route.ts'
import { createHttpEdge } from '../../support/http-edge.ts'
import { thrownThings } from '../../support/thrown-things.ts'

const routeOf = (thrown: () => unknown, index: number) =>
  defineRoute({
    method: 'GET',
    path: `/api/v1/thrown/${index}`,
    scope: 'read',
    summary: 'Throws.',
    tags: ['test'],
    response: Joi.object({}),
    handle: async () => {
      throw thrown()
    },
  })

t.test('whatever a route throws is a problem document that says nothing of it', async t => {
  const routes = thrownThings.map(([, thrown], index) => routeOf(thrown, index))
  const edge = await createHttpEdge(t, { routes })
  for (const [index, [name]] of thrownThings.entries()) {
    const { statusCode, payload } = await edge.server.inject({
      url: `/api/v1/thrown/${index}`,
      headers: edge.bearer('read'),
    })
    t.equal(statusCode, 500, name)
    t.match(JSON.parse(payload), { code: 'DECKLOG_INTERNAL', status: 500 }, name)
    t.ok(payload.length < 1_000, name)
  }
})

t.test('an error is known by its code, whatever its class', async t => {
  const foreign = (): unknown =>
    Object.assign(new Error('There is no such ship.'), { code: 'DECKLOG_NOT_FOUND' })
  const edge = await createHttpEdge(t, { routes: [routeOf(foreign, 0)] })
  const headers = edge.bearer('read')
  const { statusCode, payload } = await edge.server.inject({ url: '/api/v1/thrown/0', headers })
  t.equal(statusCode, 404)
  t.match(JSON.parse(payload), { code: 'DECKLOG_NOT_FOUND', detail: 'There is no such ship.' })
})
