import Joi from 'joi'
import { type Caller, defineRoute, type Route } from '../../http/route.ts'
import { defineCursor } from '../../lists/cursor.ts'
import { page, pageQuery, type PageQuery, rowsQuery } from '../../lists/page.ts'
import { uuid } from '../../validation/fields.ts'
import { most } from '../guard-data.ts'
import type { GuardView, SubjectStanding } from '../guard-view.ts'
import { guardBody, guardSchema, type NamedView, subjectBody, subjectSchema } from './guard-body.ts'
import { readingsRoute } from './readings-route.ts'
import { reportRoute } from './report-route.ts'
import {
  findGuard,
  type GuardRoutesParts,
  isSeen,
  needsOf,
  seenBy,
  standingsOf,
} from './shown-guards.ts'
import { subjectRoutes } from './subject-routes.ts'

const tags = ['guards']
const name = Joi.string().max(100).required().description('Name of the guard.')
const next = Joi.string().allow(null).required().description('Cursor of the next page.')
const byName = defineCursor('guards', { name: 'text' })
const byId = defineCursor('guard subjects', { id: 'uuid' })

/** The routes of all guards: which there are, how their subjects stand and stood, and readings that come in. */
export function guardRoutes(parts: GuardRoutesParts): readonly Route[] {
  return [
    listGuards(parts),
    oneGuard(parts),
    reportRoute(parts),
    ...subjectRoutes(parts),
    readingsRoute(parts),
  ]
}

const listGuards = (parts: GuardRoutesParts): Route =>
  defineRoute<unknown, PageQuery>({
    method: 'GET',
    path: '/api/v1/guards',
    scope: 'read',
    summary: 'Lists the guards by name, with how their subjects stand.',
    tags,
    query: Joi.object(pageQuery),
    response: Joi.object({ guards: Joi.array().items(guardSchema).required(), next }),
    shows: needsOf(parts),
    async handle({ query, caller }) {
      const after = byName.read(query.after)?.name ?? ''
      const behind = parts.guards.filter(one => one.name > after)
      const { items, headers } = page(byName, behind.slice(0, query.limit + 1), { query })
      const bodies = items.map(async one => bodyOf(parts, one, await seen(one.view, caller)))
      const last = 'link' in headers ? items.at(-1) : undefined
      const next = last ? byName.write(last) : null
      return { body: { guards: await Promise.all(bodies), next }, headers }
    },
  })

async function seen(view: GuardView, caller: Caller): Promise<readonly SubjectStanding[]> {
  const standings = await standingsOf(view, seenBy(caller))
  return standings.filter(one => isSeen(caller, one))
}

async function bodyOf(
  { modeOf }: GuardRoutesParts,
  guard: NamedView,
  subjects: readonly SubjectStanding[],
): Promise<object> {
  const { mode } = await modeOf(guard.name)
  return { ...guardBody(guard, subjects), mode }
}

interface GuardQuery extends PageQuery {
  readonly host?: string
  readonly subject?: string
  readonly board_id?: string
  readonly forgotten?: true
}

const oneGuard = (parts: GuardRoutesParts): Route =>
  defineRoute<{ name: string }, GuardQuery>({
    method: 'GET',
    path: '/api/v1/guards/{name}',
    scope: 'read',
    summary: 'Answers a guard and its subjects by id, but for forgotten ones.',
    tags,
    params: Joi.object({ name }),
    query: Joi.object({
      ...rowsQuery,
      host: Joi.string().max(most.host).description('Subjects of this machine.'),
      subject: Joi.string().max(4_096).description('Subjects of this name.'),
      board_id: uuid().description('Subjects of this board.'),
      forgotten: Joi.boolean().valid(true).description('Forgotten ones as well.'),
    }),
    response: guardSchema.keys({
      subjects: Joi.array().items(subjectSchema).required(),
      next,
    }),
    shows: needsOf(parts),
    async handle({ params, query, caller }) {
      const guard = findGuard(parts, params.name)
      const after = byId.read(query.after, guard.name)?.id
      const { subjects } = await guard.view.subjects({
        ...seenBy(caller),
        ...(after === undefined ? {} : { after }),
        ...(query.keys === undefined ? {} : { keys: query.keys }),
        limit: query.limit + 1,
        ...(query.host === undefined ? {} : { host: query.host }),
        ...(query.subject === undefined ? {} : { subject: query.subject }),
        ...(query.board_id === undefined ? {} : { boardId: query.board_id }),
        ...(query.forgotten ? { forgotten: 'shown' as const } : {}),
      })
      // A view of a plugin's own may answer more than it was asked for.
      const wanted = subjects.filter(
        ({ id }) => (after === undefined || id > after) && (query.keys?.includes(id) ?? true),
      )
      const { items, headers } = page(byId, wanted, { query, of: guard.name })
      const last = 'link' in headers ? items.at(-1) : undefined
      const next = last ? byId.write(last, guard.name) : null
      const shown = await bodyOf(parts, guard, await seen(guard.view, caller))
      const told = items.filter(one => isSeen(caller, one)).map(subjectBody)
      return { body: { ...shown, subjects: told, next }, headers }
    },
  })
