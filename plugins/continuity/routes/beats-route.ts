import Joi from 'joi'
import { defineRoute, inputs, type Route } from '../../../core/plugin-api.ts'
import { takeBeats } from '../beating/take-beats.ts'
import type { Beating } from './beat-routes.ts'

const MOST_BEATS = 1_000

const result = Joi.object({
  index: Joi.number().integer().required().description('Where in the list.'),
  outcome: Joi.valid('accepted', 'refused').required(),
  agent_id: inputs.uuid().allow(null).required(),
  event_id: inputs.uuid().allow(null).required(),
  code: Joi.string().allow(null).required().description('Why it was refused: a code of Decklog.'),
  detail: Joi.string().allow(null).required().description('That in words.'),
  errors: Joi.array()
    .items(
      Joi.object({ field: Joi.string().allow('').required(), message: Joi.string().required() }),
    )
    .required(),
})

/** The route that takes up to 1,000 beats at once and answers each of them. */
export function beatsRoute(beating: Beating): Route {
  return defineRoute<unknown, unknown, { heartbeats: readonly unknown[] }>({
    method: 'POST',
    path: '/api/v1/heartbeats',
    scope: 'ingest',
    summary: 'Takes up to 1,000 beats; a bad one does not keep out the others.',
    tags: ['agents'],
    maxBytes: 1_024 * 1_024,
    payload: Joi.object({
      heartbeats: Joi.array()
        .items(Joi.any())
        .min(1)
        .max(MOST_BEATS)
        .required()
        .description(
          'Each names its agent, by `agent_id` or by `name` and `board_id`, and may say what one beat may say: `status`, `seq`, `sent_at`, `progress`, `run_id`, `note`.',
        ),
    }),
    response: Joi.object({
      accepted: Joi.number().integer().required(),
      refused: Joi.number().integer().required(),
      results: Joi.array().items(result).required().description('One for each, in their order.'),
    }),
    async handle({ payload, caller, idempotencyKey }) {
      const { outcomes, position } = await takeBeats(beating, payload.heartbeats, {
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
