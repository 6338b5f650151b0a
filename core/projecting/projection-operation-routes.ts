import Joi from 'joi'
import { defineRoute, type Route } from '../http/route.ts'
import { jsonLines, jsonLinesType } from '../http/answers/to-json.ts'
import { defineCursor } from '../lists/cursor.ts'
import { page, pageQuery, type PageQuery } from '../lists/page.ts'
import type { ParkedEvent } from '../readmodel/parked-events.ts'
import type { ProjectionOperations } from './projection-operations.ts'
import { verificationLines } from './verification-lines.ts'

const retryMs = 5_000

interface Named {
  readonly name: string
}

const base = { scope: 'admin', tags: ['projections'] } as const
const params = Joi.object({
  name: Joi.string().max(100).required().description('Name of the projection.'),
})
/** Where in the list of what a projection has set aside a page begins. */
export const parkedPlace = defineCursor('parked', { key: 'text', position: 'bigint' })

const parkedEvent = Joi.object({
  key: Joi.string().required().description('Row it belongs to; `*` when that cannot be told.'),
  position: Joi.string().required().description('Its position in the ledger.'),
  stream: Joi.string().required().description('Its stream.'),
  revision: Joi.string().required().description('Its number in the stream.'),
  event_id: Joi.string().required().description('Its id.'),
  type: Joi.string().required().description('Its type.'),
  error: Joi.string()
    .required()
    .allow(null)
    .description('Why it was set aside; null: it waits behind an earlier one of its key.'),
})

/** Routes by which an operator looks after the projections. */
export function projectionOperationRoutes(operations: ProjectionOperations): readonly Route[] {
  return [parked(operations), retry(operations), rebuild(operations), verify(operations)]
}

function parked(operations: ProjectionOperations): Route {
  return defineRoute<Named, PageQuery>({
    ...base,
    method: 'GET',
    path: '/api/v1/projections/{name}/parked',
    summary: 'Lists the events that a projection has set aside, by key and in their order.',
    params,
    query: Joi.object(pageQuery),
    response: Joi.object({ parked: Joi.array().items(parkedEvent).required() }),
    async handle({ params: { name }, query }) {
      const after = parkedPlace.read(query.after, name)
      const found = await operations.parked(name, { after, limit: query.limit + 1 })
      const { items, headers } = page(parkedPlace, found, { query, of: name })
      return { body: { parked: items.map(toBody) }, headers }
    },
  })
}

function retry(operations: ProjectionOperations): Route {
  return defineRoute<Named, unknown, { readonly after?: string }>({
    ...base,
    method: 'POST',
    path: '/api/v1/projections/{name}/retry',
    revision: 'none',
    summary:
      'Applies the events set aside, in order, for up to 5 s; call again with `after` while `next` is not null.',
    params,
    payload: Joi.object({
      after: Joi.string().allow('').max(512).description('`next` of the call before.'),
    }),
    response: Joi.object({
      applied: Joi.number().integer().required().description('Events applied by this call.'),
      parked: Joi.number().integer().required().description('Events still set aside.'),
      next: Joi.string().required().allow('', null).description('Where to go on; null: done.'),
    }),
    async handle({ params: { name }, payload: { after }, caller, signal }) {
      const enough = AbortSignal.any([signal, AbortSignal.timeout(retryMs)])
      return { body: await operations.retry(name, caller.actor, { after, enough }) }
    },
  })
}

function rebuild(operations: ProjectionOperations): Route {
  return defineRoute<Named>({
    ...base,
    method: 'POST',
    path: '/api/v1/projections/{name}/rebuild',
    revision: 'none',
    summary:
      'Builds a read model anew from the ledger beside the one that is read, which it then replaces. GET /api/v1/projections shows how far it is; a build under way goes on.',
    params,
    payload: Joi.object({}),
    successStatus: 202,
    response: Joi.object({
      generation: Joi.number().integer().required().description('Which building it is.'),
    }),
    async handle({ params: { name }, caller }) {
      return { body: { generation: await operations.rebuild(name, caller.actor) } }
    },
  })
}

function verify(operations: ProjectionOperations): Route {
  return defineRoute<Named>({
    ...base,
    method: 'POST',
    path: '/api/v1/projections/{name}/verify',
    revision: 'none',
    summary:
      'Compares a read model with a fresh fold of the ledger. The answer is one JSON value a line: {kind: progress, events, position, target}, {kind: difference, key, difference, columns}, and at last {kind: result, position, events, rows, differences} or {kind: failed, code, detail}.',
    params,
    payload: Joi.object({}),
    response: Joi.string().meta({ contentType: jsonLinesType }),
    async handle({ params: { name }, signal }) {
      await operations.requireLive(name)
      const body = jsonLines(verificationLines(operations, name, signal))
      return { body, headers: { 'content-type': jsonLinesType } }
    },
  })
}

function toBody({ key, position, stream, revision, eventId, type, error }: ParkedEvent): object {
  return { key, position, stream, revision, event_id: eventId, type, error: error ?? null }
}
