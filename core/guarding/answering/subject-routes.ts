import Joi from 'joi'
import { seesBoard } from '../../access/sees-board.ts'
import { notFound } from '../../errors.ts'
import { commandOf } from '../../http/command-of.ts'
import { type Caller, defineRoute, type Route } from '../../http/route.ts'
import { moment, uuid, words } from '../../validation/fields.ts'
import { isUuid } from '../../validation/text.ts'
import { type Resolution, resolutions } from '../folding/buckets.ts'
import type { GuardSubject, GuardView } from '../guard-view.ts'
import {
  bucketBody,
  bucketSchema,
  subjectBody,
  subjectSchema,
  transitionBody,
  transitionSchema,
} from './guard-body.ts'
import { findGuard, type GuardRoutesParts, isSeen, needsOf } from './shown-guards.ts'

const tags = ['guards']
const name = Joi.string().max(100).required().description('Name of the guard.')
const subject = Joi.string()
  .max(4_096)
  .required()
  .description('Id of the subject, or its name where only one is called so.')

/** The routes of one subject of a guard: how it stands and stood, and that it does not come back. */
export function subjectRoutes(parts: GuardRoutesParts): readonly Route[] {
  return [oneSubject(parts), forget(parts)]
}

const hour = 3_600_000
const defaultSpans = { '5m': 24 * hour, '1h': 7 * 24 * hour, '1d': 365 * 24 * hour } as const
const mostBuckets = 1_000
const mostTransitions = 100

interface SubjectQuery {
  readonly resolution: Resolution
  readonly from?: Date
  readonly to?: Date
}

const oneSubject = (parts: GuardRoutesParts): Route =>
  defineRoute<{ name: string; subject: string }, SubjectQuery>({
    method: 'GET',
    path: '/api/v1/guards/{name}/{subject}',
    scope: 'read',
    summary: 'Answers a subject of a guard, its last changes, and how its measures went.',
    tags,
    params: Joi.object({ name, subject }),
    query: Joi.object({
      resolution: Joi.valid(...resolutions)
        .default('1h')
        .description('Length of a bucket; 5m and 1h go back as far as readings are kept.'),
      from: moment().description(
        'First moment; by default a day, a week or a year back, as the buckets are.',
      ),
      to: moment().description('Moment after the last; now by default.'),
    }),
    response: subjectSchema.keys({
      transitions: Joi.array().items(transitionSchema).required().description('Newest first.'),
      history: Joi.array().items(bucketSchema).required().description('Oldest first.'),
    }),
    shows: needsOf(parts),
    async handle({ params, query, caller }) {
      const { view } = findGuard(parts, params.name)
      const found = await findSubject(view, params.subject, caller)
      const { resolution, to = parts.clock.now() } = query
      const { from = new Date(to.getTime() - defaultSpans[resolution]) } = query
      const history = await view.history(found.id, { resolution, from, to, limit: mostBuckets })
      const transitions = await view.transitions(found.id, mostTransitions)
      return {
        body: {
          ...subjectBody(found),
          transitions: transitions.map(transitionBody),
          history: history.map(bucketBody),
        },
      }
    },
  })

const forget = (parts: GuardRoutesParts): Route =>
  defineRoute<{ name: string; subject: string }, unknown, { reason: string }>({
    method: 'POST',
    path: '/api/v1/guards/{name}/{subject}/forget',
    scope: 'operate',
    revision: 'none',
    summary:
      'Forgets a subject that does not come back, and what it blocked; read again, it is known again.',
    tags,
    params: Joi.object({ name, subject }),
    payload: Joi.object({ reason: words(1_000).required().description('Why.') }).required(),
    response: Joi.object({ forgotten: Joi.array().items(uuid()).required() }),
    shows: needsOf(parts),
    async handle(call) {
      const { view } = findGuard(parts, call.params.name)
      const found = await findSubject(view, call.params.subject, call.caller)
      // What is of no board is everybody's: who is limited to boards changes none of it.
      if (!view.forget || !seesBoard(call.caller, found.boardId)) throw notFound('subject')
      const origin = commandOf(call, 'left out')
      const { position } = await view.forget(found.id, { reason: call.payload.reason, origin })
      return { body: { forgotten: [found.id] }, position }
    },
  })

async function findSubject(view: GuardView, wanted: string, caller: Caller): Promise<GuardSubject> {
  const byItsId = isUuid(wanted) ? await view.subject(wanted.toLowerCase()) : undefined
  if (byItsId && isSeen(caller, byItsId)) return byItsId
  const { subjects } = await view.subjects({ subject: wanted, forgotten: 'shown' })
  const [found, other] = subjects.filter(one => isSeen(caller, one))
  if (found && !other) return found
  throw notFound('subject')
}
