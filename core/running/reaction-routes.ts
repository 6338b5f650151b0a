import Joi from 'joi'
import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import { notFound } from '../errors.ts'
import { formatActor } from '../event.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { defineCursor, isPosition } from '../lists/cursor.ts'
import { page, pageQuery, type PageQuery } from '../lists/page.ts'
import { time } from '../validation/fields.ts'
import {
  acknowledgeMissed,
  askToRetry,
  findParkedReaction,
  listParkedReactions,
  type ParkedReaction,
  readStandings,
  type ReactionStanding,
} from './parked-reactions.ts'

interface ReactionRoutesParts {
  readonly database: Database
  readonly log: Logger
}

interface Named {
  readonly plugin: string
}

/** Where in the list of what a plugin could not react to a page begins. */
export const parkedReactionPlace = defineCursor('parked reactions', { position: 'bigint' })

const base = { tags: ['reactions'] } as const
const name = Joi.string().max(100).required().description('Name of the plugin.')
const params = Joi.object({ plugin: name })
const positionText = Joi.string()
  .max(19)
  .custom((text: string, { error }) =>
    isPosition(text) ? text : error('string.pattern.name', { name: 'a position' }),
  )

const standing = Joi.object({
  plugin: Joi.string().description('Name of the plugin.'),
  position: Joi.string().description('Ledger position up to which it has reacted.'),
  parked: Joi.number().integer().description('Events that it could not react to.'),
  retrying: Joi.number().integer().description('Of those, how many are to be tried once more.'),
  missed: Joi.string()
    .allow(null)
    .description('What it may have missed when the ledger became another, until acknowledged.'),
}).prefs({ presence: 'required' })

const parkedReaction = Joi.object({
  position: Joi.string().description('Its position in the ledger.'),
  stream: Joi.string().description('Its stream.'),
  revision: Joi.string().description('Its number in the stream.'),
  event_id: Joi.string().description('Its id.'),
  type: Joi.string().description('Its type.'),
  error: Joi.string().description('Why it was set aside.'),
  parked_at: time(),
  retry_asked_at: time().allow(null).description('Since when it is to be tried once more.'),
}).prefs({ presence: 'required' })

/** Routes that show how plugins react, and by which an operator looks after what they could not react to. */
export function reactionRoutes(parts: ReactionRoutesParts): readonly Route[] {
  return [list(parts), parked(parts), show(parts), retry(parts), acknowledge(parts)]
}

function list({ database }: ReactionRoutesParts): Route {
  return defineRoute({
    ...base,
    method: 'GET',
    path: '/api/v1/reactions',
    scope: 'read',
    summary: 'Lists how far each plugin has reacted, and what it could not react to.',
    response: Joi.object({ reactions: Joi.array().items(standing).required() }),
    handle: async () => ({ body: { reactions: await readStandings(database) } }),
  })
}

function parked({ database }: ReactionRoutesParts): Route {
  return defineRoute<Named, PageQuery>({
    ...base,
    method: 'GET',
    path: '/api/v1/reactions/{plugin}/parked',
    scope: 'admin',
    summary: 'Lists the events that a plugin could not react to, in their order.',
    params,
    query: Joi.object(pageQuery),
    response: Joi.object({ parked: Joi.array().items(parkedReaction).required() }),
    async handle({ params: { plugin }, query }) {
      const after = parkedReactionPlace.read(query.after, plugin)
      await requireReacting(database, plugin)
      const limit = query.limit + 1
      const found = await listParkedReactions(database, plugin, { after, limit })
      const { items, headers } = page(parkedReactionPlace, found, { query, of: plugin })
      return { body: { parked: items.map(toBody) }, headers }
    },
  })
}

function show({ database }: ReactionRoutesParts): Route {
  return defineRoute<Named & { readonly position: string }>({
    ...base,
    method: 'GET',
    path: '/api/v1/reactions/{plugin}/parked/{position}',
    scope: 'admin',
    summary: 'Shows one event that a plugin could not react to.',
    params: Joi.object({ plugin: name, position: positionText.required() }),
    response: parkedReaction,
    async handle({ params: { plugin, position } }) {
      const found = await findParkedReaction(database, plugin, BigInt(position))
      if (found) return { body: toBody(found) }
      throw notFound('parked event')
    },
  })
}

function retry({ database, log }: ReactionRoutesParts): Route {
  return defineRoute<Named, unknown, { readonly position?: string }>({
    ...base,
    method: 'POST',
    path: '/api/v1/reactions/{plugin}/retry',
    scope: 'admin',
    revision: 'none',
    summary:
      'Has one event that was set aside, or all of them, tried once more, in order, by the process that leads the reactions; `retrying` of the list says how many are left.',
    params,
    payload: Joi.object({ position: positionText.description('Only the one at this position.') }),
    successStatus: 202,
    response: Joi.object({
      asked: Joi.number().integer().required().description('How many are to be tried.'),
    }),
    async handle({ params: { plugin }, payload: { position }, caller }) {
      await requireReacting(database, plugin)
      const at = position === undefined ? undefined : BigInt(position)
      const asked = await askToRetry(database, plugin, at)
      if (asked === 0 && at !== undefined) throw notFound('parked event')
      log.info({ plugin, by: formatActor(caller.actor), asked }, 'Reactions are to be retried')
      return { body: { asked } }
    },
  })
}

function acknowledge({ database, log }: ReactionRoutesParts): Route {
  return defineRoute<Named>({
    ...base,
    method: 'POST',
    path: '/api/v1/reactions/{plugin}/acknowledge',
    scope: 'admin',
    revision: 'none',
    summary: 'Notes that it is known what a plugin may have missed when the ledger became another.',
    params,
    payload: Joi.object({}),
    response: standing,
    async handle({ params: { plugin }, caller }) {
      const before = await requireReacting(database, plugin)
      await acknowledgeMissed(database, plugin)
      const by = formatActor(caller.actor)
      log.info({ plugin, by, missed: before.missed }, 'What may have been missed is acknowledged')
      return { body: { ...before, missed: null } }
    },
  })
}

async function requireReacting(database: Database, plugin: string): Promise<ReactionStanding> {
  const standings = await readStandings(database)
  const found = standings.find(one => one.plugin === plugin)
  if (found) return found
  throw notFound('plugin that reacts')
}

function toBody(one: ParkedReaction): object {
  const { position, stream, revision, eventId, type, error, parkedAt, retryAskedAt } = one
  return {
    ...{ position, stream, revision, event_id: eventId, type, error },
    ...{ parked_at: parkedAt, retry_asked_at: retryAskedAt },
  }
}
