import Joi, { type ObjectSchema } from 'joi'
import type { EventSpec, EventSpecs } from '../../core/plugin.ts'
import * as examples from './event-examples.ts'
import * as fields from './event-fields.ts'
import type { ContinuityEvent } from './events.ts'
import { probeKinds, runtimeKinds } from './target.ts'
import { continuities, reasonNames } from './words.ts'

const { agent, id, namedAgent, record, time } = fields
const text = Joi.string()
const why = text.max(500).allow(null).description('Why; null when nobody said.')
const detectedAt = time.description('When that was noticed.')
const becameTrueAt = time.description('Since when it has been so.')
const boardName = text.description('Name of the board.')
const standing = Joi.valid(...continuities)
const reason = Joi.valid(...reasonNames)
/** Room for a session of each of some thousand agents. */
const listBytes = 512 * 1024

const first = <Data extends object>(
  summary: string,
  data: ObjectSchema<Data>,
  example: Data,
): EventSpec<Data> => ({ summary, schemaVersion: 1, data, example })

const progress = record({
  counter: Joi.number().description('What it counts.'),
  at: time.allow(null).description('When that last moved, by the clock of the agent.'),
})

const heartbeat = record({
  ...agent,
  status: text.max(100).allow(null).description('Its word about itself.'),
  seq: Joi.number().integer().min(0).allow(null).description('Its number, as sent.'),
  sentAt: time.allow(null).description('When it was sent, by the clock of the agent.'),
  progress: progress.allow(null).description('How its work goes on.'),
  runId: text.max(200).allow(null).description('The run it works on.'),
  note: text.max(4_096, 'utf8').allow(null).description('Anything else.'),
})

const evidence = Joi.array().items(
  record({
    signal: Joi.valid('heartbeat', 'progress', 'session', 'runtime', 'probe').description('What.'),
    says: text.description('What it says.'),
    at: time.description('When it was seen.'),
    eventId: id.description('In which event.'),
  }),
)

const change = record({
  ...namedAgent,
  from: standing.description('Standing before.'),
  fromReason: reason.description('Its reason.'),
  to: standing.description('Standing from now on.'),
  reason: reason.description('Why it stands so.'),
  text: text.description('That in words.'),
  becameTrueAt,
  detectedAt,
  judgedPosition: text.pattern(/^\d+$/).description('Ledger position it was judged at.'),
  evidence: evidence.description('What it rests on.'),
  signs: fields.agentSigns.description('All that had been seen of the agent.'),
})

const runtimeLoss = record({
  boardId: agent.boardId,
  boardName,
  kind: Joi.valid(...runtimeKinds).description('How the runtime is asked.'),
  url: text.description('Where.'),
  error: text.description('What is wrong with it.'),
  agents: Joi.number().integer().min(0).description('Agents that this makes unreachable.'),
  becameTrueAt,
  detectedAt,
  evidence: record(fields.sign).description('The reading that showed it.'),
})

const runtimeReturn = record({
  boardId: agent.boardId,
  boardName,
  reason: Joi.valid('answers', 'replaced', 'removed').description('What ended it.'),
  lostAt: time.description('Since when it had been lost.'),
  becameTrueAt,
  detectedAt,
  evidence: record(fields.sign).allow(null).description('The reading that showed it.'),
})

/** The events of this plugin: what their data must be, and an example of each. */
export const continuityEvents: EventSpecs<ContinuityEvent> = {
  'continuity.BoardConfigured': first(
    'A board was made, or its settings were changed.',
    record({
      boardId: agent.boardId,
      name: boardName,
      slug: text.description('Its name in addresses.'),
      runtime: fields
        .target(runtimeKinds)
        .allow(null)
        .description('Where its agents run; null: nowhere that can be asked.'),
    }),
    examples.boardSettings,
  ),
  'continuity.AgentRegistered': first(
    'An agent joined a board, which reserves its name.',
    record(namedAgent),
    examples.namedAgent,
  ),
  'continuity.AgentRenamed': first(
    'An agent was given another name.',
    record({ ...namedAgent, from: text.description('Name before.') }),
    { ...examples.namedAgent, from: 'scribe-1' },
  ),
  'continuity.AgentRetired': first(
    'An agent left its board, and its name is free again.',
    record({ ...namedAgent, reason: why }),
    { ...examples.namedAgent, reason: 'replaced' },
  ),
  'continuity.AgentConfigured': first(
    'It was said how an agent is looked at.',
    record({
      ...agent,
      everySeconds: Joi.number().greater(0).description('How often it means to beat.'),
      runtimeSessionId: text.max(500).allow(null).description('Its session in the runtime.'),
      probe: fields.target(probeKinds).allow(null).description('How it is probed itself.'),
    }),
    examples.agentSettings,
  ),
  'continuity.AgentPaused': first(
    'An agent was paused: nothing is expected of it.',
    record({ ...agent, reason: why }),
    { ...examples.agent, reason: 'maintenance' },
  ),
  'continuity.AgentResumed': first(
    'An agent was resumed: it is expected to beat again.',
    record({ ...agent, reason: why }),
    { ...examples.agent, reason: null },
  ),
  'continuity.Changed': first(
    'The recorded standing of an agent changed.',
    change,
    examples.change,
  ),
  'continuity.RuntimeLost': first(
    'The runtime of a board cannot be asked any more.',
    runtimeLoss,
    examples.runtimeLoss,
  ),
  'continuity.RuntimeRestored': first(
    'The runtime of a board is no longer lost.',
    runtimeReturn,
    examples.runtimeReturn,
  ),
  'continuity.HeartbeatReceived': first('An agent beat.', heartbeat, examples.heartbeat),
  'continuity.RuntimeProbed': {
    ...first(
      'The runtime of a board was asked.',
      record({
        ...fields.reading,
        boardId: agent.boardId,
        sessions: fields.sessions
          .allow(null)
          .description('Those of its sessions that agents of the board name; null: no list.'),
      }),
      examples.runtimeReading,
    ),
    maxBytes: listBytes,
  },
  'continuity.AgentProbed': first(
    'An agent was probed.',
    record({ ...fields.reading, ...agent }),
    examples.agentReading,
  ),
  'continuity.AgentSignsKept': first(
    'What had been seen of an agent was kept before the observations expire.',
    record({ ...agent, signs: fields.agentSigns.description('All that had been seen.') }),
    { ...examples.agent, signs: examples.agentSigns },
  ),
  'continuity.RuntimeSignsKept': {
    ...first(
      'What had been seen of a runtime was kept before the readings expire.',
      record({
        boardId: agent.boardId,
        signs: fields.runtimeSigns.description('All that had been seen.'),
      }),
      { boardId: examples.agent.boardId, signs: examples.runtimeSigns },
    ),
    maxBytes: listBytes,
  },
}
