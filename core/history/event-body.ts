import Joi from 'joi'
import { receivedAtOf } from '../events/event-stamp.ts'
import type { StoredEvent } from '../ledger/ledger.ts'

const text = Joi.string().required()
const place = Joi.string().pattern(/^\d+$/).required()
const time = Joi.string().isoDate().required()

/** An event of history as the API answers it. */
export const eventBodySchema = Joi.object({
  id: text.guid().description('Id of the event.'),
  stream: text.description('Stream it is in.'),
  revision: place.description('Its number in the stream, from 0.'),
  position: place.description('Its place in the ledger; grows in the order of commits.'),
  type: text.description('`<plugin>.<PastTense>`.'),
  data: Joi.any()
    .required()
    .description(
      'What was recorded, as it was recorded: of the schema version that the metadata name. Null when it is not JSON.',
    ),
  metadata: Joi.object()
    .pattern(Joi.string().allow(''), Joi.string().allow(''))
    .required()
    .description('Who caused it, where, why, and under which schema version.'),
  received_at: time.description('When Decklog received the fact.'),
  recorded_at: time.description('When the ledger stored it.'),
}).label('Event')

/** Tells an event as it is stored: history is never upcast. */
export function eventBody(event: StoredEvent): object {
  const { id, stream, revision, position, type, data, metadata, recordedAt } = event
  return {
    ...{ id, stream, revision, position, type },
    data: data ?? null,
    metadata,
    received_at: receivedAtOf(event),
    recorded_at: recordedAt,
  }
}
