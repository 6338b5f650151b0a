import { defineEvent, type EventOf } from '../../events/define-event.ts'
import { id, list, record, text } from '../../shape.ts'

const example = '0199a3c0-0000-7000-8000-000000000021'
const holdId = id('Id of the hold.', example)
const reason = (example: string) => text('Why.', example, schema => schema.min(1).max(1_000))
const name = (description: string, example: string) =>
  text(description, example, schema => schema.min(1).max(512))

const holdSet = defineEvent({
  type: 'core.HoldSet',
  summary: 'Nothing of some streams is to expire until this hold is ended.',
  data: record({
    holdId,
    streams: list(name('Name of a stream.', 'diskSample-web01'), 'Streams that are held.'),
    categories: list(
      name('A category.', 'diskSample'),
      'Categories all streams of which are held.',
    ),
    reason: reason('Case 4711, letter of 3 March.'),
  }),
})
const holdEnded = defineEvent({
  type: 'core.HoldEnded',
  summary: 'A hold was ended; what it alone held expires again as it did before.',
  data: record({ holdId, reason: reason('Case 4711 is closed.') }),
})

/** What is recorded of holds. */
export const holdEvents = [holdSet, holdEnded] as const

export type HoldEvent = EventOf<(typeof holdEvents)[number]>

/** The stream that all holds are in: whoever lets anything expire reads all of it. */
export const holdStream = 'legalHold-ledger'
