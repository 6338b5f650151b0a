import t from 'tap'
import { selfRoute } from '../../../../core/access/tokens/self-route.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'

t.test('a token of whatever scope is told whose it is and what it may do', async t => {
  const edge = await createHttpEdge(t, { routes: [selfRoute] })
  const ask = (headers: Readonly<Record<string, string>>) =>
    edge.server.inject({ method: 'GET', url: '/api/v1/access/self', headers })
  for (const scope of ['read', 'ingest', 'admin'] as const) {
    const { statusCode, payload } = await ask(edge.bearer(scope))
    t.equal(statusCode, 200)
    t.match(JSON.parse(payload), { scopes: [scope], boards: null, subject: String })
  }
  t.equal((await ask({})).statusCode, 401)
})
