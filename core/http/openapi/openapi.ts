import Joi from 'joi'
import { jsonSchema, type JsonSchema } from './json-schema.ts'
import { headersOfPast, takesAsOf } from '../calls/as-of.ts'
import { takesMinPosition } from '../calls/min-position.ts'
import { openapiComponents } from './openapi-components.ts'
import { defineRoute, hasRevision, type Route } from '../route.ts'

/** The OpenAPI 3.1 document of these routes. */
function createOpenapi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = openapiPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Decklog',
      version,
      summary: "The ship's log of a live system.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { agentToken: [] }],
    tags: [...new Set(routes.flatMap(route => route.tags))].map(name => ({ name })),
    paths,
    components: openapiComponents,
  }
}

/** A hapi path as OpenAPI writes it. */
export function openapiPath(path: string): string {
  return path.replaceAll(/\{(\w+)[?*]\d*\}/g, '{$1}')
}

function operation(route: Route): object {
  const { method, path, scope, summary, tags } = route
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+/g, '_')}`,
    summary,
    description: descriptionOf(route),
    tags,
    ...(scope === 'public' ? { security: [] } : {}),
    parameters: parametersOf(route),
    ...requestBody(route),
    responses: responsesOf(route),
    'x-decklog-scope': scope,
  }
}

function needsOf(scope: Route['scope']): string {
  if (scope === 'public') return 'Needs no token.'
  return scope === 'any' ? 'Needs a token of any scope.' : `Needs the scope \`${scope}\`.`
}

function descriptionOf({ scope, shows = [], lenient, method }: Route): string {
  const needs = needsOf(scope)
  const verb = method === 'GET' ? 'Reads' : 'Shows at once in'
  const models = shows.length === 0 ? [] : [`${verb}: ${shows.join(', ')}.`]
  const unknown = lenient === true ? ['Unknown fields are ignored.'] : []
  return [needs, ...models, ...unknown].join(' ')
}

function parametersOf(route: Route): readonly object[] {
  return [
    ...pathParameters(route),
    ...fieldParameters('query', route.query && jsonSchema(route.query)),
    ...sharedParameters(route).map(name => ({ $ref: `#/components/parameters/${name}` })),
  ]
}

function pathParameters({ path, params }: Route): readonly object[] {
  const { properties } = params === undefined ? {} : jsonSchema(params)
  const names = [...path.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '')
  return names.map(name => parameter('path', name, member(properties, name)))
}

function fieldParameters(place: 'query', schema: JsonSchema | undefined): readonly object[] {
  const { properties, required } = schema ?? {}
  if (typeof properties !== 'object' || properties === null) return []
  const needed = Array.isArray(required) ? required : []
  return Object.keys(properties).map(name => ({
    ...parameter(place, name, member(properties, name)),
    required: needed.includes(name),
  }))
}

function parameter(place: 'path' | 'query', name: string, schema: JsonSchema): object {
  const { description, ...rest } = schema
  return {
    name,
    in: place,
    required: place === 'path',
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }
}

function sharedParameters(route: Route): readonly string[] {
  const { method } = route
  const named = method === 'GET' || route.scope === 'public' ? [] : ['OnBehalfOf']
  const placed = [
    ...(takesMinPosition(route) ? ['MinPosition'] : []),
    ...(takesAsOf(route) ? ['AsOf'] : []),
  ]
  const common = ['RequestId', ...named, ...placed]
  if (!hasRevision(route)) return common
  if (method === 'GET') return [...common, 'IfNoneMatch']
  return [...common, 'IfMatch', ...(method === 'DELETE' ? [] : ['IdempotencyKey'])]
}

function requestBody({ payload }: Route): object {
  if (payload === undefined) return {}
  const schema = jsonSchema(payload)
  const required = Array.isArray(schema['required']) && schema['required'].length > 0
  return { requestBody: { required, content: { 'application/json': { schema } } } }
}

function responsesOf(route: Route): object {
  const success = String(route.successStatus ?? 200)
  const problems = problemStatusesOf(route).map(status => [
    status,
    { $ref: '#/components/responses/Problem' },
  ])
  const done = { description: 'Done.', headers: headersOf(route), content: contentOf(route) }
  return {
    [success]:
      success === '204'
        ? { description: 'Done; there is no body.', headers: headersOf(route) }
        : done,
    ...(route.repeatedStatus
      ? { [route.repeatedStatus]: { ...done, description: 'It was there.' } }
      : {}),
    ...(route.method === 'GET' && hasRevision(route) ? { 304: unchanged } : {}),
    ...Object.fromEntries(problems),
    ...failureOf(route),
    default: { $ref: '#/components/responses/Problem' },
  }
}

const unchanged = {
  description: 'The caller has it already: the ETag is that of If-None-Match. There is no body.',
  headers: { ETag: { $ref: '#/components/headers/ETag' } },
}

function failureOf(route: Route): object {
  if (route.failureStatus === undefined) return {}
  const told = { description: 'Not now; the body tells why.', headers: headersOf(route) }
  return { [route.failureStatus]: { ...told, content: contentOf(route) } }
}

function contentOf({ response }: Route): object {
  const metas: readonly { readonly contentType?: string }[] = response.describe()['metas'] ?? []
  const type = metas.find(meta => meta.contentType !== undefined)?.contentType
  return { [type ?? 'application/json']: { schema: jsonSchema(response) } }
}

function headersOf(route: Route): object {
  const { method, scope } = route
  const names = ['X-Request-Id', ...(hasRevision(route) ? ['ETag'] : [])]
  const written = method === 'GET' ? [] : ['Decklog-Position', 'Decklog-Projection']
  const past = takesAsOf(route) ? headersOfPast : []
  const all = [
    ...names,
    ...written,
    ...past,
    ...(method === 'GET' && scope !== 'public' ? ['Link'] : []),
  ]
  return Object.fromEntries(all.map(name => [name, { $ref: `#/components/headers/${name}` }]))
}

function problemStatusesOf({ method, scope }: Route): readonly string[] {
  const judged = scope === 'public' ? [] : ['401', '403', '404']
  const written = method === 'GET' ? [] : ['400', '409', '412', '413', '415']
  return [...judged, ...written, '422', '429', '500', '503'].sort()
}

function member(properties: JsonSchema[string] | undefined, name: string): JsonSchema {
  const found = isSchema(properties) ? properties[name] : undefined
  return isSchema(found) ? found : { type: 'string' }
}

function isSchema(value: JsonSchema[string] | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The route of the OpenAPI document, which describes these routes and itself. */
export function openapiRoute(routes: readonly Route[], version: string): Route {
  const route: Route = defineRoute({
    method: 'GET',
    path: '/openapi.json',
    scope: 'public',
    tags: ['operations'],
    summary: 'This document: every route, in OpenAPI 3.1.',
    response: Joi.object({ openapi: Joi.string().required() }).unknown(),
    handle: async () => ({ body: document }),
  })
  const document = createOpenapi([...routes, route], version)
  return route
}
