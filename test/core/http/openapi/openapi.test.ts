import Joi from 'joi'
import t from 'tap'
import { openapiPath } from '../../../../core/http/openapi/openapi.ts'
import type { Route } from '../../../../core/http/route.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'

const marks: Route = {
  method: 'POST',
  path: '/api/v1/disks/{id}/marks',
  scope: 'operate',
  summary: 'Marks a disk.',
  tags: ['disks'],
  params: Joi.object({ id: Joi.string().uuid().required().description('Its id.') }),
  query: Joi.object({ dry: Joi.boolean().default(false).description('Only asks.') }),
  payload: Joi.object({
    name: Joi.string().valid('a', 'b').allow(null).required(),
    from: Joi.date().iso(),
    until: Joi.date().iso(),
  }).or('from', 'until'),
  response: Joi.object({ id: Joi.string().required() }),
  successStatus: 201,
  shows: ['disks'],
  handle: async () => ({ body: { id: 'a' } }),
}

void t.test('describes every route and nothing else', async t => {
  const { server } = await createHttpEdge(t, { routes: [marks] })
  const document = JSON.parse((await server.inject('/openapi.json')).payload)
  t.equal(document.openapi, '3.1.0')
  const described = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
  const served = server.routes.map(({ method, path }) => `${method} ${openapiPath(path)}`)
  t.same(described.sort(), served.sort())
})

void t.test('describes the whole of a route', async t => {
  const { server } = await createHttpEdge(t, { routes: [marks] })
  const document = JSON.parse((await server.inject('/openapi.json')).payload)
  const operation = document.paths['/api/v1/disks/{id}/marks'].post
  t.match(operation, { summary: 'Marks a disk.', 'x-decklog-scope': 'operate' })
  t.match(operation.parameters[0], {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Its id.',
    schema: { type: 'string', format: 'uuid' },
  })
  t.match(operation.parameters[1], {
    name: 'dry',
    in: 'query',
    required: false,
    schema: { type: 'boolean', default: false },
  })
  const { schema } = operation.requestBody.content['application/json']
  t.same(schema.properties.name.enum, ['a', 'b', null])
  t.match(schema.description, 'At least one of: from, until.')
  t.equal(schema.additionalProperties, false)
  t.ok(operation.responses['201'].content['application/json'].schema)
  for (const status of ['400', '401', '403', '409', '412', '413', '415', '422', '429', '503'])
    t.ok(operation.responses[status], status)
})

void t.test('offers min_position where it is taken, and tells what /readyz answers', async t => {
  const reading: Route = { ...marks, method: 'GET', path: '/api/v1/marks', scope: 'read' }
  const plain: Route = { ...reading, path: '/api/v1/plain', shows: [] }
  const { server } = await createHttpEdge(t, { routes: [reading, plain] })
  const { paths } = JSON.parse((await server.inject('/openapi.json')).payload)
  const taking = Object.keys(paths).filter(path =>
    JSON.stringify(paths[path].get?.parameters ?? []).includes('/MinPosition"'),
  )
  t.same(taking, ['/api/v1/marks'])
  const { responses } = paths['/readyz'].get
  t.same(responses['503'].content, responses['200'].content)
})

void t.test('refers only to what is there', async t => {
  const { server } = await createHttpEdge(t, { routes: [marks] })
  const text = (await server.inject('/openapi.json')).payload
  const document = JSON.parse(text)
  for (const [, ref = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    let target = document
    for (const name of ref.split('/')) target = target?.[name]
    t.ok(target, ref)
  }
  const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id)
  t.equal(new Set(ids).size, ids.length)
})

void t.test('serves a page for people under a strict policy, if wanted', async t => {
  const { server } = await createHttpEdge(t)
  const page = await server.inject('/docs')
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-type'], /^text\/html/)
  t.match(page.headers['content-security-policy'], /script-src 'self';/)
  t.notMatch(page.headers['content-security-policy'], /unsafe/)
  t.notMatch(page.payload, /<script>|<style|onload=/)
  for (const [, path = ''] of page.payload.matchAll(/(?:src|href)="([^"]+)"/g))
    t.equal((await server.inject(path)).statusCode, 200, path)
  t.equal((await server.inject('/docs/package.json')).statusCode, 404)
  t.equal((await server.inject('/docs/../package.json')).statusCode, 404)
  const without = await createHttpEdge(t, { settings: { docs: false, metrics: false } })
  t.equal((await without.server.inject('/docs')).statusCode, 404)
  t.equal((await without.server.inject('/metrics')).statusCode, 404)
})

void t.test('offers entity tags only where there is an entity', async t => {
  const entity: Route = { ...marks, method: 'GET', path: '/api/v1/entity', revision: 'sent' }
  const plain: Route = { ...marks, method: 'GET', path: '/api/v1/plain' }
  const task: Route = { ...marks, path: '/api/v1/task', revision: 'none' }
  const { server } = await createHttpEdge(t, { routes: [marks, entity, plain, task] })
  const { paths } = JSON.parse((await server.inject('/openapi.json')).payload)
  const tags = ['/IfMatch', '/IfNoneMatch', '/IdempotencyKey', '/headers/ETag']
  const offered = (operation: object): readonly string[] =>
    tags.filter(tag => JSON.stringify(operation).includes(tag))
  t.same(offered(paths['/api/v1/disks/{id}/marks'].post), [tags[0], tags[2], tags[3]])
  t.same(offered(paths['/api/v1/entity'].get), [tags[1], tags[3]])
  t.same(offered(paths['/api/v1/plain'].get), [])
  t.same(offered(paths['/api/v1/task'].post), [])
})

void t.test(
  'says of every field whether it is always there, however the schema says so',
  async t => {
    const inner = Joi.object({ a: Joi.string(), b: Joi.string().optional() })
    const route: Route = {
      ...marks,
      response: Joi.object({
        one: inner,
        many: Joi.array().items(inner),
        either: Joi.alternatives(Joi.number(), inner),
        none: inner.allow(null),
        named: Joi.object().pattern(/^x/, inner),
        loose: inner.prefs({ presence: 'optional' }),
      }).prefs({ presence: 'required' }),
    }
    const { server } = await createHttpEdge(t, { routes: [route] })
    const document = JSON.parse((await server.inject('/openapi.json')).payload)
    const { responses } = document.paths['/api/v1/disks/{id}/marks'].post
    const { schema } = responses['201'].content['application/json']
    const { one, many, either, none, named, loose } = schema.properties
    t.strictSame(schema.required, ['one', 'many', 'either', 'none', 'named', 'loose'])
    for (const object of [one, many.items, either.anyOf[1], none, named.patternProperties['^x']])
      t.strictSame(object.required, ['a'])
    t.equal(loose.required, undefined)
  },
)

const nobody = '00000000-0000-4000-8000-000000000099'

void t.test('declares every status that a success has', async t => {
  const get: Route = {
    ...{ method: 'GET', path: '/api/v1/marks/{id}', scope: 'read', revision: 'sent' },
    ...{ summary: 'Shows a mark.', tags: ['marks'], response: Joi.any() },
    params: Joi.object({ id: Joi.string() }),
    handle: async () => ({ body: {}, revision: 3n }),
  }
  const undeclared: Route = { ...marks, handle: async () => ({ status: 200, body: { id: 'a' } }) }
  const routes: readonly Route[] = [get, { ...undeclared, path: '/api/v1/undeclared/{id}' }]
  const { server, bearer } = await createHttpEdge(t, { routes })
  const document = JSON.parse((await server.inject('/openapi.json')).payload)
  const { responses } = document.paths['/api/v1/marks/{id}'].get
  t.ok(responses['200'])
  t.ok(responses['304'])
  t.notOk(responses['304'].content, 'it has no body')
  const known = { ...bearer('read'), 'if-none-match': '"3"' }
  const { statusCode } = await server.inject({ url: '/api/v1/marks/a', headers: known })
  t.equal(statusCode, 304)
  const answer = await server.inject({
    ...{ method: 'POST', url: `/api/v1/undeclared/${nobody}`, headers: bearer('operate') },
    payload: { name: 'a', from: '2026-01-01' },
  })
  t.equal(answer.statusCode, 500)
})
