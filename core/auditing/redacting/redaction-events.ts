import { defineEvent, type EventOf } from '../../events/define-event.ts'
import { id, list, position, record, text } from '../../shape.ts'

/** What is recorded when text of an event is to be shown to nobody any more. The text itself is not in it, nor anything made of it. */
export const textRedacted = defineEvent({
  type: 'core.TextRedacted',
  summary: 'Personal text of an event is shown to nobody any more.',
  data: record({
    eventId: id('The event.', '0199a3c0-0000-7000-8000-000000000031'),
    stream: text('Its stream.', 'run-0199a3c0', schema => schema.min(1).max(512)),
    revision: position('Its number in the stream.', '4'),
    fields: list(
      text('A field, with dots: `data.note`.', 'data.note', schema => schema.min(1).max(200)),
      'Fields whose text is not shown.',
    ),
    reason: text('Why; no personal data.', 'Request 17 of 3 March.', schema =>
      schema.min(1).max(1_000),
    ),
  }),
})

export type TextRedacted = EventOf<typeof textRedacted>

/** The stream that all redactions are in: whoever shows anything reads all of it. */
export const redactionStream = 'redaction-ledger'
