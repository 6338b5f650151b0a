import Joi from 'joi'
import { DecklogError, notFound } from '../../errors.ts'
import { defineRoute, type Route } from '../../http/route.ts'
import { sentItems, takenListAnswer, takenListSchema } from '../../http/sent-list.ts'
import type { NamedView } from './guard-body.ts'

/** The route that takes up to 1,000 readings at once and answers each of them. */
export function readingsRoute({ guards }: { readonly guards: readonly NamedView[] }): Route {
  return defineRoute<{ name: string }, unknown, { readings: readonly unknown[] }>({
    method: 'POST',
    path: '/api/v1/guards/{name}/readings',
    scope: 'ingest',
    summary:
      'Takes up to 1,000 readings for a guard that does not read by itself; a bad one does not keep out the others.',
    tags: ['guards'],
    maxBytes: 1_024 * 1_024,
    params: Joi.object({
      name: Joi.string().max(100).required().description('Name of the guard.'),
    }),
    payload: Joi.object({
      readings: sentItems(
        'Each names its `subject`, and has `values`, or a `level` and a `text`, or a `failure`; it may say `host`, `board`, `every`, `measures`.',
      ),
    }).required(),
    response: takenListSchema('subject_id'),
    async handle({ params, payload, caller, idempotencyKey }) {
      const found = guards.find(({ name }) => name === params.name)
      if (!found) throw notFound('guard')
      const { take } = found.view
      if (!take)
        throw new DecklogError(
          'DECKLOG_REFUSED',
          `The guard ${params.name} reads by itself and takes no readings of others.`,
        )
      const taken = await take(payload.readings, {
        caller,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      })
      return takenListAnswer(taken)
    },
  })
}
