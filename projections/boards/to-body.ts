import Joi from 'joi'
import { targetBody, targetSchema } from '../../plugins/continuity/answering/target-body.ts'
import { runtimeFactsOf } from '../../plugins/continuity/judging/runtime-facts.ts'
import { standings } from '../../plugins/continuity/reading.ts'
import type { BoardRow } from '../../plugins/continuity/rows.ts'

const time = Joi.string().isoDate().required()

/** Schema of a board. */
export const boardSchema = Joi.object({
  id: Joi.string().guid().required(),
  name: Joi.string().required(),
  slug: Joi.string().required(),
  runtime: targetSchema.allow(null).required(),
  runtime_standing: Joi.valid(...standings)
    .allow(null)
    .required()
    .description('How the runtime stands after its last readings; null without one.'),
  runtime_since: time.allow(null).description('Since when it has stood like this.'),
  runtime_error: Joi.string().allow(null).required(),
  runtime_read_at: time.allow(null).description('When it was last asked.'),
  runtime_event_id: Joi.string().guid().allow(null).required().description('What it rests on.'),
  runtime_lost_at: time.allow(null).description('Since when it is recorded as lost.'),
  created_at: time,
  updated_at: time,
})

/** A board as the API answers it at `now`. */
export function toBody(row: BoardRow, now: Date): object {
  const { target, standing, since, error, sign } = runtimeFactsOf(row, now)
  return {
    id: row.board_id,
    name: row.name,
    slug: row.slug,
    runtime: targetBody(row.runtime),
    runtime_standing: target && standing,
    runtime_since: since,
    runtime_error: error,
    runtime_read_at: target && (row.signs.probe?.receivedAt ?? null),
    runtime_event_id: sign?.eventId ?? null,
    runtime_lost_at: row.lost?.at ?? null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}
