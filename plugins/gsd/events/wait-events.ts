import { defineEvent, type EventOf, type RecordOf, shapes } from '../../../core/plugin-api.ts'
import { exampleRun, ordinal, runId, step, word } from './fields.ts'

/**
 * What of a run may wait for a person: an approval that was asked for; one that counts and ends soon; a bypass that ends soon; one
 * that was made use of.
 */
const waitReasons = ['approval', 'approval_expiring', 'bypass_expiring', 'bypass_used'] as const

const wait = {
  // Not `runId`: that is of the events that a run is made of.
  ofRun: runId,
  what: shapes.oneOf(waitReasons, 'What waits.'),
  step: step('rollout'),
  /** Another of the same: asked anew, or with another end. */
  mark: word('Which one it is: the round, or when it ends.', '1'),
  boardId: shapes.nullable(shapes.id('The board of the run, if it has one.', exampleRun.boardId)),
  runName: shapes.text('Its name.', 'checkout 2.4', name => name.max(500).allow('')),
  iterationNumber: ordinal('Which iteration of the name on its board.'),
  people: shapes.list(word('A person.', 'person:alice'), 'Who may decide, where it is known.', {
    most: 20,
  }),
  required: shapes.count('How many people must approve; 0 where nothing is to be approved.', 1),
  given: shapes.count('How many have.', 0),
  endsAt: shapes.nullable(shapes.time('When it ends by itself.', '2026-01-04T12:00:00.000Z'), null),
}
const runRevision = shapes.count('Revision of the run that it was seen at.', 4)

/** What waits for people, in the stream `gsdWait-<run>`. */
export const waitEvents = [
  defineEvent({
    type: 'gsd.WaitBegan',
    summary: 'Something of a run waits for a person.',
    data: shapes.record({ ...wait, runRevision }),
  }),
  defineEvent({
    type: 'gsd.WaitEnded',
    summary: 'It waits no longer: it was decided, is over, or need not be decided any more.',
    data: shapes.record({ ...wait, runRevision }),
  }),
] as const

export type Wait = RecordOf<typeof wait>
export type WaitEvent = EventOf<(typeof waitEvents)[number]>
