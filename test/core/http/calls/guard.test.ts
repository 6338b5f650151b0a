import t from 'tap'
import Joi from 'joi'
import { tokenRoutes } from '../../../../core/access/tokens/routes.ts'
import type { TokenCommands } from '../../../../core/access/tokens/token-commands.ts'
import { defineRoute, type Route, type Scope } from '../../../../core/http/route.ts'
import { createHttpEdge, ownBoard, type HttpEdge } from '../../../support/http-edge.ts'

const scopes: readonly Scope[] = ['read', 'ingest', 'operate', 'approve', 'audit', 'admin']

const echo = (scope: Scope): Route =>
  defineRoute({
    method: 'PUT',
    path: `/api/v1/echo/${scope}`,
    scope,
    summary: 'Says who calls.',
    tags: ['test'],
    response: Joi.any(),
    handle: async ({ caller }) => ({ body: caller }),
  })

const urlOf = (path: string): string =>
  path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000099')

async function statusOf(edge: HttpEdge, route: Route, headers: object): Promise<number> {
  // A stream would not end by itself: a topic that is not there is refused after the guard.
  const url = urlOf(route.path) + (route.path.endsWith('/stream') ? '?topics=none' : '')
  const answer = await edge.server.inject({ method: route.method, url, headers: { ...headers } })
  if (answer.statusCode >= 400 && !route.path.startsWith('/readyz'))
    t.match(answer.headers['content-type'], /^application\/problem\+json/, route.path)
  return answer.statusCode
}

void t.test('guards every route by token and scope', async t => {
  const commands: TokenCommands = {
    create: () => Promise.reject(new Error('not reached')),
    rotate: () => Promise.reject(new Error('not reached')),
    revoke: () => Promise.reject(new Error('not reached')),
  }
  const edge = await createHttpEdge(t, { routes: scopes.map(echo) })
  const access = edge.access
  const all = await createHttpEdge(t, {
    routes: [...scopes.map(echo), ...tokenRoutes({ access, commands, now: () => new Date() })],
  })
  for (const route of all.server.routes.filter(({ scope }) => scope !== 'public')) {
    const name = `${route.method} ${route.path}`
    t.equal(await statusOf(all, route, {}), 401, `${name} without a token`)
    t.equal(await statusOf(all, route, { authorization: 'Bearer nonsense' }), 401, name)
    if (route.scope === 'any') {
      for (const scope of scopes) t.equal(await statusOf(all, route, all.bearer(scope)), 200, name)
      continue
    }
    for (const scope of scopes.filter(other => other !== route.scope))
      t.equal(await statusOf(all, route, all.bearer(scope)), 403, `${name} with ${scope}`)
    if (route.scope === 'public') continue
    const status = await statusOf(all, route, all.bearer(route.scope))
    t.notOk([401, 403].includes(status), `${name} with the right token: ${status}`)
  }
})

void t.test('names the scope that a token lacks', async t => {
  const edge = await createHttpEdge(t, { routes: scopes.map(echo) })
  for (const route of edge.server.routes.filter(one => scopes.some(scope => scope === one.scope))) {
    const other = scopes.find(scope => scope !== route.scope) ?? 'read'
    const { payload } = await edge.server.inject({
      ...{ method: route.method, url: route.path, headers: edge.bearer(other) },
      ...(route.method === 'GET' ? {} : { payload: {} }),
    })
    const detail = `The token lacks the scope ${route.scope}.`
    t.match(JSON.parse(payload), { code: 'DECKLOG_FORBIDDEN', detail }, route.path)
  }
})

void t.test('answers an unknown token as a wrong one', async t => {
  const edge = await createHttpEdge(t, { routes: [echo('read')] })
  const answerTo = async (token: string) => {
    const { statusCode, headers, payload } = await edge.server.inject({
      method: 'PUT',
      url: '/api/v1/echo/read',
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'same' },
    })
    return { statusCode, headers: { ...headers, date: '' }, payload }
  }
  const good = edge.secret('read')
  const wrong = good.slice(0, -8) + (good.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA')
  const unknown = await answerTo('an unknown token of more than 32 characters')
  t.equal(unknown.statusCode, 401)
  t.equal(unknown.headers['www-authenticate'], 'Bearer realm="decklog"')
  t.same(await answerTo(wrong), unknown)
  t.same(await answerTo(''), unknown)
})

void t.test('reads the token from either header', async t => {
  const edge = await createHttpEdge(t, { routes: [echo('read')] })
  const callerWith = async (headers: Record<string, string>) => {
    const { payload } = await edge.server.inject({
      method: 'PUT',
      url: '/api/v1/echo/read',
      headers,
    })
    return JSON.parse(payload)
  }
  const caller = {
    actor: { kind: 'service', id: 'subject 0' },
    scopes: ['read'],
    boards: null,
  }
  t.same(await callerWith(edge.bearer('read')), caller)
  t.same(await callerWith({ 'x-agent-token': edge.secret('read') }), caller)
  t.same(await callerWith({ authorization: `bearer ${edge.secret('read')}` }), caller)
  t.match(await callerWith({ authorization: `Basic ${edge.secret('read')}` }), { status: 401 })
  t.match(await callerWith({ authorization: `Bearer ${edge.limited}` }), { boards: [ownBoard] })
})

void t.test('lets a service name the person it acts for, and remembers both', async t => {
  const tokens = { desk: { scopes: ['read', 'represent'], subject: 'mission-control' } } as const
  const edge = await createHttpEdge(t, { routes: [echo('read')], tokens })
  const put = async (headers: object) => {
    const sent = { method: 'PUT', url: '/api/v1/echo/read', headers: { ...headers } }
    const { statusCode, payload } = await edge.server.inject(sent)
    return { statusCode, body: JSON.parse(payload) }
  }
  const named = (name: string) => put({ ...edge.bearerOf('desk'), 'decklog-on-behalf-of': name })
  const via = { kind: 'service', id: 'mission-control' }
  t.match(await named('person:ada'), {
    body: { actor: { kind: 'person', id: 'ada', via }, scopes: ['read', 'represent'] },
  })
  t.strictSame((await put(edge.bearerOf('desk'))).body.actor, via)
  t.match(await put({ ...edge.bearer('read'), 'decklog-on-behalf-of': 'person:ada' }), {
    ...{ statusCode: 403, body: { code: 'DECKLOG_FORBIDDEN', detail: /represent/ } },
  })
  for (const name of ['', 'ada', 'service:x', 'person:', 'person: x', `person:${'x'.repeat(201)}`])
    t.match(await named(name), { statusCode: 422, body: { code: 'DECKLOG_VALIDATION' } }, name)
})

void t.test('says which scope a token lacks', async t => {
  const edge = await createHttpEdge(t, { routes: [echo('operate')] })
  const { payload } = await edge.server.inject({
    ...{ method: 'PUT', url: '/api/v1/echo/operate', headers: edge.bearer('read') },
  })
  t.match(JSON.parse(payload), { code: 'DECKLOG_FORBIDDEN', detail: /operate/ })
})

void t.test('limits each token by itself, and guesses by address', async t => {
  const edge = await createHttpEdge(t, {
    routes: [echo('read'), echo('audit')],
    settings: { requestsPerSecond: 3 },
  })
  const put = (scope: Scope, headers: object) =>
    edge.server.inject({
      method: 'PUT',
      url: `/api/v1/echo/${scope}`,
      headers: { ...headers },
    })
  const statuses: number[] = []
  for (let request = 0; request < 4; request += 1)
    statuses.push((await put('read', edge.bearer('read'))).statusCode)
  t.same(statuses, [200, 200, 200, 429])
  const refused = await put('read', edge.bearer('read'))
  t.equal(refused.headers['retry-after'], '1')
  t.equal(JSON.parse(refused.payload).code, 'DECKLOG_RATE_LIMITED')
  t.equal((await put('audit', edge.bearer('audit'))).statusCode, 200)
  for (let guess = 0; guess < 3; guess += 1) t.equal((await put('read', {})).statusCode, 401)
  t.equal((await put('read', {})).statusCode, 429)
  for (let probe = 0; probe < 5; probe += 1)
    t.equal((await edge.server.inject('/health')).statusCode, 200)
})

void t.test('tells no secret to logs, metrics or errors', async t => {
  const canary = 'canary-5f3a9c-do-not-tell-anyone'
  const route: Route = {
    method: 'POST',
    path: '/api/v1/strict/{id}',
    scope: 'operate',
    summary: 'Takes little.',
    tags: ['test'],
    params: Joi.object({ id: Joi.string().uuid().required() }),
    query: Joi.object({ at: Joi.date().iso(), kind: Joi.string().valid('a', 'b') }),
    payload: Joi.object({
      name: Joi.string().pattern(/^x/).required(),
      list: Joi.array().items(Joi.string().email()).unique(),
      count: Joi.number(),
    }),
    response: Joi.any(),
    handle: () => Promise.reject(new Error('not reached')),
  }
  const edge = await createHttpEdge(t, { routes: [route] })
  const names = ['authorization', 'x-agent-token', 'idempotency-key', 'if-match', 'cookie']
  const others = ['if-none-match', 'last-event-id', 'accept', 'x-forwarded-for', 'user-agent']
  const said: string[] = []
  for (const name of [...names, ...others, 'referer', 'content-type', 'accept-encoding', 'range'])
    for (const auth of [{}, edge.bearer('operate')]) {
      const { payload, headers } = await edge.server.inject({
        method: 'POST',
        url: `/api/v1/strict/${canary}?at=${canary}&kind=${canary}`,
        headers: { 'content-type': 'application/json', ...auth, [name]: canary },
        payload: JSON.stringify({ name: canary, list: [canary, canary], count: canary }),
      })
      said.push(payload, JSON.stringify(headers))
    }
  const { payload: metrics } = await edge.server.inject('/metrics')
  t.match(metrics, /decklog_http_request_duration_seconds_count/)
  said.push((await edge.server.inject(`/${canary}?${canary}`)).payload)
  t.notMatch(said.join('\n'), canary)
  t.notMatch(metrics, canary)
  t.notMatch(edge.logged.join(''), canary)
})
