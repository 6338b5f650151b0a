import Joi from 'joi'
import type { Recorded } from '../../../core/event.ts'
import type { RunEvent } from '../events.ts'
import { originOf } from '../run.ts'
import { sentenceOf } from './sentence-of.ts'

const text = Joi.string().required()
const place = Joi.string().pattern(/^\d+$/).required()

/** Schema of a page of a timeline. */
export const timelineSchema = Joi.object({
  run_id: text.guid(),
  entries: Joi.array()
    .required()
    .items(
      Joi.object({
        event_id: text.guid().description('Id of the event.'),
        revision: place.description('Its number in the stream of the run, from 0.'),
        position: place.description('Its place in the ledger.'),
        type: text.description('`gsd.<PastTense>`.'),
        at: text.isoDate().description('When Decklog received the fact.'),
        occurred_at: text.isoDate().allow(null).description('The time its source claims.'),
        actor: text.description('Who caused it, as `kind:id`.'),
        via: text
          .allow(null)
          .description('The service that named the actor; null when it was nobody else.'),
        summary: text.description('What happened, in one sentence.'),
        data: Joi.object().unknown().required().description('The fact, as it was recorded.'),
      }),
    ),
})

/** A fact of a run as its timeline shows it. */
export function timelineEntry(event: Recorded<RunEvent>): object {
  const { id, revision, position, type, data, metadata } = event
  const { actor, via, at } = originOf(event)
  return {
    event_id: id,
    revision: String(revision),
    position: String(position),
    type,
    at,
    occurred_at: metadata['occurredAt'] ?? null,
    actor,
    via,
    summary: sentenceOf(event),
    data,
  }
}
