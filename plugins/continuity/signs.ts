import { type RecordOf, shapes } from '../../core/plugin-api.ts'
import { readingOfAgent, readingOfRuntime, sessionList } from './reading.ts'

/** Fields of what an observation showed: the id of its event, and when Decklog received it. */
export const signOf = (eventId: string, receivedAt: string) => ({
  eventId: shapes.id('Id of the event.', eventId),
  receivedAt: shapes.time('When Decklog received it.', receivedAt),
})

const beat = signOf('3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3001', '2026-01-01T11:00:00.000Z')
const readAt = '2026-01-01T12:05:30.000Z'
const runtimeRead = signOf('3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3002', readAt)
const agentRead = signOf('3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3003', readAt)
// When a counter was last seen at this value.
const counter = { ...beat, counter: shapes.number('Its value.', 42) }

const outcome = shapes.record(
  {
    ...beat,
    status: shapes.nullable(shapes.text('Its word about it.', 'failed')),
    exitStatus: shapes.nullable(shapes.number('Exit status of what it ran.', 7)),
    output: shapes.nullable(shapes.text('The end of what that said.', 'No space left on device')),
  },
  'How its work last ended.',
)

/** All that was seen of an agent; null is what has not been seen. */
export const agentSigns = shapes.record(
  {
    beat: shapes.nullable(
      shapes.record(
        {
          ...beat,
          seq: shapes.nullable(shapes.count('Its number, as sent.', 7)),
          sentAt: shapes.nullable(
            shapes.time('When it was sent, by the clock of the agent.', '2026-01-01T10:59:59.800Z'),
          ),
          runId: shapes.nullable(shapes.text('The run it worked on.', 'run-1'), null),
        },
        'The last heartbeat.',
      ),
    ),
    status: shapes.nullable(
      shapes.record(
        { ...beat, status: shapes.text('What it said.', 'busy') },
        'The last word of the agent about itself.',
      ),
    ),
    // What is counted has moved since `previous`; null: it has never been seen to move.
    progress: shapes.nullable(
      shapes.record(
        {
          first: shapes.record(beat, 'The first report of a counter.'),
          last: shapes.record(counter, 'The last.'),
          previous: shapes.nullable(shapes.record(counter, 'The last with another value.'), null),
        },
        'How its work went on.',
      ),
    ),
    // How its work last ended, as far as it said; absent before there was such a sign.
    outcome: shapes.optional(shapes.nullable(outcome)),
    probe: shapes.nullable(
      shapes.record(
        { ...agentRead, reading: shapes.record(readingOfAgent, 'What it was.') },
        'The last reading of its probe.',
      ),
    ),
  },
  'All that had been seen of the agent.',
)

/** All that was seen of a board's runtime. */
export const runtimeSigns = shapes.record(
  {
    probe: shapes.nullable(
      shapes.record(
        { ...runtimeRead, reading: shapes.record(readingOfRuntime, 'What it was.') },
        'Its last reading.',
      ),
    ),
    sessions: shapes.nullable(
      shapes.record(
        {
          ...runtimeRead,
          url: shapes.described(readingOfRuntime.url, 'Which runtime listed them.'),
          sessions: sessionList('Those that agents of the board name.'),
        },
        'The last list of its sessions.',
      ),
    ),
  },
  'All that had been seen.',
)

export type Sign = RecordOf<typeof beat>
export type AgentSigns = shapes.Of<typeof agentSigns>
export type RuntimeSigns = shapes.Of<typeof runtimeSigns>
export type CounterSign = RecordOf<typeof counter>
export type OutcomeSign = shapes.Of<typeof outcome>
export type ProgressSign = NonNullable<AgentSigns['progress']>
export type ProbeSign = NonNullable<AgentSigns['probe']>
export type SessionsSign = NonNullable<RuntimeSigns['sessions']>
