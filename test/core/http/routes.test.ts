import Joi from 'joi'
import t from 'tap'
import { DecklogError } from '../../../core/errors.ts'
import { defineRoute, type Route } from '../../../core/http/route.ts'
import { createHttpEdge } from '../../support/http-edge.ts'

const disk = defineRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/disks/{id}',
  scope: 'read',
  summary: 'Shows a disk.',
  tags: ['disks'],
  params: Joi.object({ id: Joi.string().max(20).required() }),
  query: Joi.object({ days: Joi.number().integer().max(7), at: Joi.date().iso() }),
  response: Joi.object({
    id: Joi.string().required(),
    seen_at: Joi.string().isoDate().required(),
    position: Joi.string().required(),
  }),
  shows: ['disks'],
  handle: async ({ params: { id } }) => ({
    body: { id, seen_at: new Date(0), position: 9007199254740993n },
    revision: 7n,
  }),
})

function write(overrides: Partial<Route> = {}): Route {
  return {
    method: 'POST',
    path: '/api/v1/marks',
    scope: 'operate',
    summary: 'Makes a mark.',
    tags: ['marks'],
    payload: Joi.object({ name: Joi.string().min(2).required(), size: Joi.number() }),
    response: Joi.any(),
    handle: async call => ({
      body: { payload: call.payload, key: call.idempotencyKey ?? null, hash: call.requestHash },
    }),
    ...overrides,
  }
}

void t.test('answers JSON with times, positions and an ETag', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [disk] })
  const { statusCode, headers, payload } = await server.inject({
    url: '/api/v1/disks/a?days=7',
    headers: bearer('read'),
  })
  t.equal(statusCode, 200)
  t.same(JSON.parse(payload), {
    id: 'a',
    seen_at: '1970-01-01T00:00:00.000Z',
    position: '9007199254740993',
  })
  t.match(headers, {
    etag: '"7"',
    'content-type': /^application\/json/,
    'cache-control': 'no-store',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-request-id': /^[0-9a-f-]{36}$/,
  })
})

void t.test('answers 304 to who has the revision', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [disk] })
  const statusOf = async (tag: string): Promise<number> => {
    const headers = { ...bearer('read'), 'if-none-match': tag }
    return (await server.inject({ url: '/api/v1/disks/a', headers })).statusCode
  }
  t.equal(await statusOf('"7"'), 304)
  t.equal(await statusOf('"6", W/"7"'), 304)
  t.equal(await statusOf('*'), 304)
  t.equal(await statusOf('"6"'), 200)
  t.equal(await statusOf('7'), 400)
})

void t.test('names every wrong field at once', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [disk] })
  const { statusCode, headers, payload } = await server.inject({
    url: '/api/v1/disks/this-id-is-much-too-long?days=many&at=never&extra=1',
    headers: bearer('read'),
  })
  t.equal(statusCode, 422)
  t.match(headers['content-type'], /^application\/problem\+json/)
  const problem = JSON.parse(payload)
  t.equal(problem.code, 'DECKLOG_VALIDATION')
  t.same(
    problem.errors.map((error: { field: string }) => error.field),
    ['id', 'days', 'at', 'extra'],
  )
})

void t.test('strips unknown fields on lenient routes and refuses them elsewhere', async t => {
  const lenient = write({ lenient: true, path: '/api/v1/lenient' })
  const { server, bearer } = await createHttpEdge(t, { routes: [write(), lenient] })
  const payload = { name: 'ab', size: '5', profile: 'x' }
  const post = { method: 'POST', headers: bearer('operate'), payload }
  const strict = await server.inject({ ...post, url: '/api/v1/marks?other=1' })
  t.equal(strict.statusCode, 422)
  t.same(
    JSON.parse(strict.payload).errors.map((error: { field: string }) => error.field),
    ['other', 'profile'],
  )
  const kept = await server.inject({ ...post, url: '/api/v1/lenient?other=1' })
  t.same(JSON.parse(kept.payload).payload, { name: 'ab', size: 5 })
})

void t.test('names the missing fields of a request without a body', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [write()] })
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/marks',
    headers: bearer('operate'),
  })
  t.equal(answer.statusCode, 422)
  t.match(JSON.parse(answer.payload).errors, [{ field: 'name' }])
})

void t.test('refuses bodies that cannot be read', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [write()] })
  const statusOf = async (payload: string, headers: object = {}): Promise<number> => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/marks',
      headers: { 'content-type': 'application/json', ...bearer('operate'), ...headers },
      payload,
    })
    t.match(answer.headers['content-type'], /^application\/problem\+json/, payload.slice(0, 40))
    return answer.statusCode
  }
  t.equal(await statusOf('{"name":'), 400)
  t.equal(await statusOf('{"name":"ab","__proto__":{"x":1}}'), 400)
  t.equal(await statusOf('{"name":"ab","constructor":{"prototype":{"x":1}}}'), 422)
  t.equal(await statusOf('{"name":"a\\u0000b"}'), 422)
  t.equal(await statusOf('{"name":"a\\ud800b"}'), 422)
  t.equal(await statusOf('{"name":"ab","size":1e999}'), 422)
  t.equal(await statusOf(`${'['.repeat(20_000)}${']'.repeat(20_000)}`), 422)
  t.equal(await statusOf('null'), 422)
  t.equal(await statusOf('"text"'), 422)
  t.equal(await statusOf('name=ab', { 'content-type': 'application/x-www-form-urlencoded' }), 415)
  t.equal(await statusOf('{"name":"ab"}', { 'content-type': 'text/plain' }), 415)
  t.equal(await statusOf(JSON.stringify({ name: 'x'.repeat(65 * 1_024) })), 413)
})

void t.test('takes bodies as large as the route says', async t => {
  const { server, bearer } = await createHttpEdge(t, {
    routes: [write({ maxBytes: 128 * 1_024 })],
  })
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/marks',
    headers: bearer('operate'),
    payload: { name: 'x'.repeat(65 * 1_024) },
  })
  t.equal(answer.statusCode, 200)
})

void t.test('answers what is not there, or not so', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [disk] })
  const unknown = await server.inject({ url: '/api/v1/nothing', headers: bearer('read') })
  t.equal(unknown.statusCode, 404)
  t.equal(JSON.parse(unknown.payload).code, 'DECKLOG_NOT_FOUND')
  const method = await server.inject({ method: 'DELETE', url: '/api/v1/disks/a' })
  t.equal(method.statusCode, 405)
  t.equal(method.headers['allow'], 'GET, HEAD')
  t.equal(JSON.parse(method.payload).code, 'DECKLOG_METHOD_NOT_ALLOWED')
  const broken = await server.inject({ url: '/api/v1/disks/%E0%A4%A' })
  t.equal(broken.statusCode, 400)
  t.match(broken.headers['content-type'], /^application\/problem\+json/)
  t.equal((await server.inject({ url: '/health/' })).statusCode, 200)
})

void t.test('hides what went wrong inside', async t => {
  const failing = (error: Error): Route => ({ ...disk, handle: () => Promise.reject(error) })
  const at = async (error: Error) => {
    const { server, bearer, logged } = await createHttpEdge(t, { routes: [failing(error)] })
    const answer = await server.inject({ url: '/api/v1/disks/a', headers: bearer('read') })
    return { ...JSON.parse(answer.payload), answer, logged }
  }
  const plain = await at(new Error('connect to 10.1.2.3 failed'))
  t.equal(plain.code, 'DECKLOG_INTERNAL')
  t.notMatch(plain.answer.payload, /10\.1\.2\.3/)
  t.match(plain.logged.join(''), /a request failed/)
  const outage = await at(
    new DecklogError('DECKLOG_DATABASE_UNAVAILABLE', '10.1.2.3', { retryAfterSeconds: 3 }),
  )
  t.equal(outage.status, 503)
  t.equal(outage.answer.headers['retry-after'], '3')
  t.notMatch(outage.answer.payload, /10\.1\.2\.3/)
  const refused = await at(
    new DecklogError('DECKLOG_REFUSED', 'The run is over.', { extra: { run_id: 'r1' } }),
  )
  t.match(refused, { status: 409, detail: 'The run is over.', run_id: 'r1' })
})

void t.test('treats an answer that breaks its schema as a fault', async t => {
  const wrong: Route = { ...disk, handle: async () => ({ body: { id: 'a', more: 'secret' } }) }
  const { server, bearer, logged } = await createHttpEdge(t, { routes: [wrong] })
  const answer = await server.inject({ url: '/api/v1/disks/a', headers: bearer('read') })
  t.equal(answer.statusCode, 500)
  t.equal(JSON.parse(answer.payload).code, 'DECKLOG_INTERNAL')
  t.match(logged.join(''), /breaks its schema at/)
})

void t.test('echoes a plain request id and replaces any other', async t => {
  const { server } = await createHttpEdge(t)
  const idOf = async (id: string): Promise<unknown> =>
    (await server.inject({ url: '/health', headers: { 'x-request-id': id } })).headers[
      'x-request-id'
    ]
  t.equal(await idOf('job-17/step:3'), 'job-17/step:3')
  t.match(await idOf('two words'), /^[0-9a-f-]{36}$/)
  t.match(await idOf('x'.repeat(129)), /^[0-9a-f-]{36}$/)
})

void t.test('refuses to register a route without a scope', async t => {
  // What plain JavaScript could do.
  const unguarded = { ...write(), scope: undefined } as unknown as Route
  await t.rejects(createHttpEdge(t, { routes: [unguarded] }), { code: 'DECKLOG_PLUGIN_INVALID' })
})
