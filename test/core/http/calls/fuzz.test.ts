import fc from 'fast-check'
import Joi from 'joi'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { isDecklogError } from '../../../../core/errors.ts'
import { toJson } from '../../../../core/http/answers/to-json.ts'
import { decodeLiveCursor } from '../../../../core/http/live-connection.ts'
import type { Route } from '../../../../core/http/route.ts'
import { defineCursor } from '../../../../core/lists/cursor.ts'
import { inspect } from '../../../../core/validation/inspect.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'

const fuzz = { seed: 20261122, numRuns: 150 }

const take: Route = {
  method: 'POST',
  path: '/api/v1/take/{id}',
  scope: 'operate',
  summary: 'Takes anything.',
  tags: ['test'],
  params: Joi.object({ id: Joi.string().max(50) }),
  query: Joi.object({ at: Joi.date().iso(), limit: Joi.number() }),
  payload: Joi.object().unknown(),
  response: Joi.any(),
  handle: async ({ params, query, payload }) => ({ body: { params, query, payload } }),
}

void t.test('answers anything that comes, and never with a fault of its own', async t => {
  const { server, bearer } = await createHttpEdge(t, { routes: [take] })
  const headerText = fc.string({
    unit: fc.integer({ min: 32, max: 126 }).map(c => String.fromCharCode(c)),
  })
  const request = fc.record({
    path: fc.string({ unit: 'binary' }),
    query: fc.webQueryParameters(),
    body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
    names: fc.dictionary(
      fc.constantFrom('if-match', 'idempotency-key', 'x-request-id', 'last-event-id', 'cookie'),
      headerText,
    ),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ path, query, body, names }) => {
      const { statusCode, headers } = await server.inject({
        method: 'POST',
        url: `/api/v1/take/${encode(path)}?${query}`,
        headers: { 'content-type': 'application/json', ...names, ...bearer('operate') },
        payload: body,
      })
      const type = String(headers['content-type'])
      return statusCode < 500 && (statusCode < 300 || type.startsWith('application/problem+json'))
    }),
    fuzz,
  )
})

// A lone surrogate has no percent form; the raw text is as good a nuisance.
function encode(text: string): string {
  return /\p{Surrogate}/u.test(text) ? '%ED%A0%80' : encodeURIComponent(text)
}

const unsafeIn = (value: unknown) => inspect(value, { levels: 64 })

void t.test('finds every text that cannot be kept, however deep', async t => {
  const bad = fc.constantFrom('a\0b', '\ud800', 'x\udc00y')
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 20 }), bad, (path, text) => {
      const nested = path.reduceRight<unknown>((inner, step) => ({ [`k${step}`]: [inner] }), text)
      const found = unsafeIn(nested)
      return found?.field === path.map(step => `k${step}.0`).join('.')
    }),
    fuzz,
  )
  t.equal(unsafeIn({ text: 'fine 👩‍🚀', constructor: 'a word', n: 1.5, none: null }), undefined)
  t.match(unsafeIn({ a: { constructor: { prototype: {} } } }), { field: 'a' })
  t.match(unsafeIn({ 'a\0': 1 }), { field: '' })
  t.match(unsafeIn([Infinity]), { field: '0' })
})

void t.test('reads back every cursor it writes, and refuses all else', async t => {
  const cursor = defineCursor('things', {
    name: 'text',
    id: 'uuid',
    at: 'timestamptz',
    place: 'bigint',
  })
  const item = fc.record({
    name: fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0')),
    id: fc.uuid(),
    at: fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    }),
    place: fc.bigInt({ min: 0n, max: 2n ** 63n - 2n }),
  })
  fc.assert(
    fc.property(item, item => {
      return isDeepStrictEqual(cursor.read(cursor.write(item)), { ...item })
    }),
    fuzz,
  )
  const encode = (text: string): string => Buffer.from(text).toString('base64url')
  const isRefused = (text: string): boolean => {
    try {
      cursor.read(text)
      return false
    } catch (error) {
      return isDecklogError(error, 'DECKLOG_VALIDATION') && error.fields?.[0]?.field === 'after'
    }
  }
  for (const wrong of ['', 'x', 'W10', Buffer.from('[1]').toString('base64url')])
    t.ok(isRefused(wrong), wrong)
  fc.assert(fc.property(fc.string(), isRefused), fuzz)
  fc.assert(
    fc.property(fc.json(), json => isRefused(encode(json))),
    fuzz,
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json().map(encode)), text => {
      try {
        return decodeLiveCursor(text) instanceof Map
      } catch (error) {
        return isDecklogError(error, 'DECKLOG_VALIDATION')
      }
    }),
    fuzz,
  )
})

void t.test('writes bodies as JSON does, and what JSON cannot', async t => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      t.same(toJson(value), JSON.parse(JSON.stringify(value)))
    }),
    { ...fuzz, numRuns: 100 },
  )
  t.same(toJson({ at: new Date(0), position: 2n ** 60n, none: undefined, list: [undefined] }), {
    at: '1970-01-01T00:00:00.000Z',
    position: '1152921504606846976',
    list: [null],
  })
  t.throws(() => toJson({ call: () => 1 }))
})
