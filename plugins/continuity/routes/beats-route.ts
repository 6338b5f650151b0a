import Joi from 'joi'
import {
  defineRoute,
  type Route,
  sentItems,
  takenListAnswer,
  takenListSchema,
} from '../../../core/plugin-api.ts'
import { takeBeats } from '../beating/take-beats.ts'
import type { Beating } from './beat-routes.ts'

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
      heartbeats: sentItems(
        'Each names its agent, by `agent_id` or by `name` and `board_id`, and may say what one beat may say: `status`, `seq`, `sent_at`, `progress`, `run_id`, `note`.',
      ),
    }),
    response: takenListSchema('agent_id'),
    async handle({ payload, caller, idempotencyKey }) {
      const taken = await takeBeats(beating, payload.heartbeats, {
        caller,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      })
      return takenListAnswer(taken)
    },
  })
}
