import Joi from 'joi'
import { DecklogError, notFound } from '../../errors.ts'
import { defineRoute, type Route } from '../../http/route.ts'
import { uuid } from '../../validation/fields.ts'
import type { NamedView } from './guard-body.ts'

const mostReadings = 1_000

const result = Joi.object({
  index: Joi.number().integer().required().description('Where in the list.'),
  outcome: Joi.valid('accepted', 'refused').required(),
  subject_id: uuid().allow(null).required(),
  event_id: uuid().allow(null).required(),
  code: Joi.string().allow(null).required().description('Why it was refused: a code of Decklog.'),
  detail: Joi.string().allow(null).required().description('That in words.'),
  errors: Joi.array()
    .items(
      Joi.object({ field: Joi.string().allow('').required(), message: Joi.string().required() }),
    )
    .required(),
})

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
      readings: Joi.array()
        .items(Joi.any())
        .min(1)
        .max(mostReadings)
        .required()
        .description(
          'Each names its `subject`, and has `values`, or a `level` and a `text`, or a `failure`; it may say `host`, `board`, `every`, `measures`.',
        ),
    }).required(),
    response: Joi.object({
      accepted: Joi.number().integer().required(),
      refused: Joi.number().integer().required(),
      results: Joi.array().items(result).required().description('One for each, in their order.'),
    }),
    async handle({ params, payload, caller, idempotencyKey }) {
      const found = guards.find(({ name }) => name === params.name)
      if (!found) throw notFound('guard')
      const { take } = found.view
      if (!take)
        throw new DecklogError(
          'DECKLOG_REFUSED',
          `The guard ${params.name} reads by itself and takes no readings of others.`,
        )
      const { outcomes, position } = await take(payload.readings, {
        caller,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      })
      const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length
      return {
        body: {
          accepted,
          refused: outcomes.length - accepted,
          results: outcomes.map((one, index) => ({ index, ...one })),
        },
        ...(position === undefined ? {} : { position }),
      }
    },
  })
}
