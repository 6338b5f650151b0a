import { defineEvent, type EventOf, type RecordOf, shapes } from '../../core/plugin-api.ts'
import { readingOfAgent, readingOfRuntime, sessionList } from './reading.ts'
import { agentSigns, runtimeSigns } from './signs.ts'

/** Fields that name an agent: which of which board. */
export const agent = {
  boardId: shapes.id('Id of the board.', '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f1001'),
  agentId: shapes.id('Id of the agent.', '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f2001'),
}
export type Agent = RecordOf<typeof agent>

/** Room for a note and an output of 4 KB each, however they are written as JSON. */
export const signsBytes = 64 * 1024

/** Room for a session of each of some thousand agents. */
const listBytes = 512 * 1024

const progress = shapes.record(
  {
    counter: shapes.number('What it counts.', 42),
    at: shapes.nullable(
      shapes.time('When that last moved, by the clock of the agent.', '2026-01-01T10:58:00.000Z'),
    ),
  },
  'How its work goes on.',
)

// What an agent sent; null is what it did not say. When it was received decides.
const heartbeat = shapes.record({
  ...agent,
  status: shapes.nullable(shapes.text('Its word about itself.', 'busy', schema => schema.max(100))),
  seq: shapes.nullable(shapes.count('Its number, as sent.', 7)),
  sentAt: shapes.nullable(
    shapes.time('When it was sent, by the clock of the agent.', '2026-01-01T10:59:59.800Z'),
  ),
  progress: shapes.nullable(progress),
  runId: shapes.nullable(
    shapes.text('The run it works on.', 'run-1', schema => schema.max(200)),
    null,
  ),
  exitStatus: shapes.optional(
    shapes.nullable(shapes.number('Exit status of what it ran.', 7, schema => schema.integer())),
  ),
  output: shapes.optional(
    shapes.nullable(
      shapes.text('The end of what that said.', 'No space left on device', schema =>
        schema.max(4_096, 'utf8'),
      ),
    ),
  ),
  note: shapes.nullable(
    shapes.text('Anything else.', 'It goes on.', schema => schema.max(4_096, 'utf8')),
    null,
  ),
})
export type Heartbeat = shapes.Of<typeof heartbeat>

export const heartbeatReceived = defineEvent({
  type: 'continuity.HeartbeatReceived',
  maxBytes: signsBytes,
  summary: 'An agent beat.',
  data: heartbeat,
})

/**
 * Taken by one instance at a time; `standing`, `standingSince` and `streak` are what `debounce` makes of the reading before (the
 * row's `signs.probe`, after a start) and this one, so that the last reading alone tells how the runtime stands.
 */
export const runtimeProbed = defineEvent({
  type: 'continuity.RuntimeProbed',
  summary: 'The runtime of a board was asked.',
  data: shapes.record({
    ...readingOfRuntime,
    boardId: agent.boardId,
    sessions: shapes.nullable(
      sessionList('Those of its sessions that agents of the board name; null: no list.'),
    ),
  }),
  maxBytes: listBytes,
})

/** An agent's own probe, debounced in the same way. */
export const agentProbed = defineEvent({
  type: 'continuity.AgentProbed',
  summary: 'An agent was probed.',
  data: shapes.record({ ...readingOfAgent, ...agent }),
})

export const agentSignsKept = defineEvent({
  type: 'continuity.AgentSignsKept',
  summary: 'What had been seen of an agent was kept before the observations expire.',
  maxBytes: signsBytes,
  data: shapes.record({ ...agent, signs: shapes.described(agentSigns, 'All that had been seen.') }),
})

export const runtimeSignsKept = defineEvent({
  type: 'continuity.RuntimeSignsKept',
  summary: 'What had been seen of a runtime was kept before the readings expire.',
  data: shapes.record({ boardId: agent.boardId, signs: runtimeSigns }),
  maxBytes: listBytes,
})

// Observations: they expire.
export type HeartbeatReceived = EventOf<typeof heartbeatReceived>
export type RuntimeProbed = EventOf<typeof runtimeProbed>
export type AgentProbed = EventOf<typeof agentProbed>

// What is kept when they do.
export type AgentSignsKept = EventOf<typeof agentSignsKept>
export type RuntimeSignsKept = EventOf<typeof runtimeSignsKept>
