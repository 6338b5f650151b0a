import Joi from 'joi'
import { v5, v7 } from 'uuid'
import { DecklogError, invalidField } from '../../errors.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Host } from '../../host.ts'
import { commandOf } from '../../http/command-of.ts'
import { defineRoute, type Caller, type Route } from '../../http/route.ts'
import { holdDecider, type Hold } from './hold-decider.ts'
import { holdStream } from './hold-events.ts'
import type { HoldRecord } from './hold-record.ts'

interface RoutesParts {
  readonly host: Pick<Host, 'execute'>
  readonly holds: HoldRecord
  readonly catalog: Pick<EventCatalog, 'ownerOf'>
}

interface Held {
  readonly streams: readonly string[]
  readonly categories: readonly string[]
  readonly reason: string
}

// A namespace of our own: RFC 9562, section 6.6.
const namespace = '7c0f5a52-3b1e-4c55-8a6e-2f9d5c1b7e04'

const reason = Joi.string().trim().min(1).max(1_000).required()
const name = Joi.string()
  .min(1)
  .max(512)
  .pattern(/^[^$]/, 'a stream or category of events, not of the store')
const names = Joi.array().items(name).max(100).unique().default([])
const text = Joi.string().required()
const orNull = Joi.string().allow(null).required()
const time = Joi.string().isoDate()
const holdSchema = Joi.object({
  id: Joi.string().guid().required(),
  streams: Joi.array().items(Joi.string()).required(),
  categories: Joi.array().items(Joi.string()).required(),
  ...{ reason: text, set_by: text, set_at: time.required() },
  ...{ ended_by: orNull, ended_at: time.allow(null).required(), end_reason: orNull },
}).label('Hold')

/** Routes by which nothing of some streams expires, until that is ended. */
export function holdRoutes(parts: RoutesParts): readonly Route[] {
  return [listHolds(parts), setHold(parts), endHold(parts)]
}

function listHolds({ holds }: RoutesParts): Route {
  return defineRoute({
    method: 'GET',
    path: '/api/v1/holds',
    scope: 'audit',
    summary: 'Lists all legal holds there ever were, the oldest first.',
    tags: ['audit'],
    response: Joi.object({ holds: Joi.array().items(holdSchema).required() }),
    async handle({ caller }) {
      requireAllBoards(caller)
      await holds.refresh()
      return { body: { holds: [...holds.all().values()].map(bodyOf) } }
    },
  })
}

function setHold({ host, holds, catalog }: RoutesParts): Route {
  return defineRoute<unknown, unknown, Held>({
    method: 'POST',
    path: '/api/v1/holds',
    scope: 'admin',
    summary: 'Sets a legal hold: nothing of these streams expires until it is ended.',
    tags: ['audit'],
    payload: Joi.object({
      streams: names.description('Names of streams, whether or not they are there yet.'),
      categories: names.description('Categories, all streams of which are held.'),
      reason: reason.description('Why; no personal data.'),
    }),
    response: Joi.object({ hold_id: Joi.string().guid().required() }),
    successStatus: 201,
    async handle(call) {
      const { streams, categories, reason } = call.payload
      requireAllBoards(call.caller)
      if (streams.length + categories.length === 0)
        throw invalidField('streams', 'or categories must name what is to be held')
      const unknown = categories.find(category => catalog.ownerOf(category) === undefined)
      if (unknown !== undefined)
        throw invalidField('categories', `has ${unknown}, which there is not`)
      const holdId = call.idempotencyKey === undefined ? v7() : v5(call.idempotencyKey, namespace)
      const { position, revision } = await host.execute(holdDecider, {
        ...commandOf(call),
        stream: holdStream,
        command: { do: 'set', holdId, streams, categories, reason },
      })
      await holds.refresh()
      return { status: 201, body: { hold_id: holdId }, position, revision }
    },
  })
}

function endHold({ host, holds }: RoutesParts): Route {
  return defineRoute<{ readonly id: string }, unknown, { readonly reason: string }>({
    method: 'POST',
    path: '/api/v1/holds/{id}/end',
    scope: 'admin',
    summary: 'Ends a legal hold: what it alone held expires again as it did before.',
    tags: ['audit'],
    params: Joi.object({ id: Joi.string().guid().required() }),
    payload: Joi.object({ reason: reason.description('Why; no personal data.') }),
    response: Joi.object({ hold_id: Joi.string().guid().required() }),
    async handle(call) {
      requireAllBoards(call.caller)
      const { id: holdId } = call.params
      const { position, revision } = await host.execute(holdDecider, {
        ...commandOf(call),
        stream: holdStream,
        command: { do: 'end', holdId, reason: call.payload.reason },
      })
      await holds.refresh()
      return { body: { hold_id: holdId }, position, revision }
    },
  })
}

function bodyOf(hold: Hold): object {
  const { holdId: id, streams, categories, reason, setBy, setAt, endedBy, endedAt } = hold
  return {
    ...{ id, streams, categories, reason, set_by: setBy, set_at: setAt },
    ...{ ended_by: endedBy, ended_at: endedAt, end_reason: hold.endReason },
  }
}

function requireAllBoards({ boards }: Caller): void {
  if (boards === null) return
  const message =
    'A hold is on streams of every board; a token that is limited to boards has no part in it.'
  throw new DecklogError('DECKLOG_FORBIDDEN', message)
}
