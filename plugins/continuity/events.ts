import {
  defineEvent,
  type EventOf,
  eventSpecs,
  type RecordOf,
  shapes,
} from '../../core/plugin-api.ts'
import * as observed from './observations.ts'
import { agent, signsBytes } from './observations.ts'
import { judgedOn, runtimeJudgedOn } from './judged-on.ts'
import { agentSettings, boardName, boardSettings } from './settings.ts'
import { agentSigns, signOf } from './signs.ts'
import { runtimeKinds, runtimeTarget } from './target.ts'
import { continuities, evidenceSignals, reasonNames } from './words.ts'

const namedAgent = { ...agent, name: shapes.text('Name of the agent.', 'scribe') }
const becameTrueAt = (at: string) => shapes.time('Since when it has been so.', at)
const detectedAt = (at: string) => shapes.time('When that was noticed.', at)
const why = (example: string | null) =>
  shapes.nullable(
    shapes.text('Why; null when nobody said.', 'replaced', schema => schema.max(500)),
    example,
  )

const evidence = shapes.record({
  signal: shapes.oneOf(evidenceSignals, 'What.'),
  says: shapes.text('What it says.', 'busy'),
  at: shapes.time('When it was seen.', '2026-01-01T11:00:00.000Z'),
  eventId: shapes.id('In which event.', '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3001'),
})

// The agent beats every half hour, so that it is stale after an hour and five minutes.
const change = shapes.record({
  ...namedAgent,
  from: shapes.oneOf(continuities, 'Standing before.', 'alive'),
  fromReason: shapes.oneOf(reasonNames, 'Its reason.', 'healthy'),
  to: shapes.oneOf(continuities, 'Standing from now on.', 'stale'),
  reason: shapes.oneOf(reasonNames, 'Why it stands so.', 'heartbeat_stale'),
  text: shapes.text('That in words.', 'scribe last beat 65 minutes ago.'),
  becameTrueAt: becameTrueAt('2026-01-01T12:05:00.000Z'),
  detectedAt: detectedAt('2026-01-01T12:05:09.000Z'),
  judgedPosition: shapes.position('Ledger position it was judged at.', '81234'),
  evidence: shapes.list(evidence, 'What it rests on.'),
  // They outlive the observations themselves.
  signs: agentSigns,
  judgedOn: shapes.optional(judgedOn),
})

const runtimeLoss = shapes.record({
  boardId: agent.boardId,
  boardName,
  kind: shapes.oneOf(runtimeKinds, 'How the runtime is asked.'),
  url: shapes.text('Where.', runtimeTarget.example.url),
  error: shapes.text('What is wrong with it.', 'It did not answer within 5 s.'),
  agents: shapes.count('Agents that this makes unreachable.', 12),
  becameTrueAt: becameTrueAt('2026-01-01T12:01:00.000Z'),
  detectedAt: detectedAt('2026-01-01T12:01:09.000Z'),
  evidence: shapes.record(
    signOf('3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3002', '2026-01-01T12:01:00.000Z'),
    'The reading that showed it.',
  ),
  judgedOn: shapes.optional(runtimeJudgedOn),
})

const runtimeReturn = shapes.record({
  boardId: agent.boardId,
  boardName,
  reason: shapes.oneOf(['answers', 'replaced', 'removed'], 'What ended it.'),
  lostAt: shapes.time('Since when it had been lost.', '2026-01-01T12:01:00.000Z'),
  becameTrueAt: becameTrueAt('2026-01-01T12:20:30.000Z'),
  detectedAt: detectedAt('2026-01-01T12:20:39.000Z'),
  evidence: shapes.nullable(
    shapes.record(
      signOf('3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3002', '2026-01-01T12:20:30.000Z'),
      'The reading that showed it.',
    ),
  ),
  judgedOn: shapes.optional(runtimeJudgedOn),
})

export type NamedAgent = RecordOf<typeof namedAgent>
export type Evidence = shapes.Of<typeof evidence>
export type Change = shapes.Of<typeof change>
export type RuntimeLoss = shapes.Of<typeof runtimeLoss>

// In the stream of the board; the first of its settings makes it.
const boardConfigured = defineEvent({
  type: 'continuity.BoardConfigured',
  summary: 'A board was made, or its settings were changed.',
  data: boardSettings,
})
const agentRegistered = defineEvent({
  type: 'continuity.AgentRegistered',
  summary: 'An agent joined a board, which reserves its name.',
  data: shapes.record(namedAgent),
})
const agentRenamed = defineEvent({
  type: 'continuity.AgentRenamed',
  summary: 'An agent was given another name.',
  data: shapes.record({ ...namedAgent, from: shapes.text('Name before.', 'scribe-1') }),
})
const agentRetired = defineEvent({
  type: 'continuity.AgentRetired',
  summary: 'An agent left its board, and its name is free again.',
  data: shapes.record({ ...namedAgent, reason: why('replaced') }),
})

const boardForgotten = defineEvent({
  type: 'continuity.BoardForgotten',
  summary: 'A board that does not come back was forgotten, after its agents were retired.',
  data: shapes.record({
    boardId: agent.boardId,
    boardName,
    reason: shapes.text('Why.', 'The team was dissolved.', schema => schema.max(500)),
  }),
})

// In the stream of the agent.
const agentConfigured = defineEvent({
  type: 'continuity.AgentConfigured',
  summary: 'It was said how an agent is looked at.',
  data: agentSettings,
})
const agentPaused = defineEvent({
  type: 'continuity.AgentPaused',
  summary: 'An agent was paused: nothing is expected of it.',
  data: shapes.record({ ...agent, reason: why('maintenance') }),
})
const agentResumed = defineEvent({
  type: 'continuity.AgentResumed',
  summary: 'An agent was resumed: it is expected to beat again.',
  data: shapes.record({ ...agent, reason: why(null) }),
})
const changed = defineEvent({
  type: 'continuity.Changed',
  summary: 'The recorded standing of an agent changed.',
  maxBytes: signsBytes,
  data: change,
})

// In the stream of the runtime: one that fails makes all agents of its board unreachable, and not one of them is to blame.
const runtimeLost = defineEvent({
  type: 'continuity.RuntimeLost',
  summary: 'The runtime of a board cannot be asked any more.',
  data: runtimeLoss,
})
const runtimeRestored = defineEvent({
  type: 'continuity.RuntimeRestored',
  summary: 'The runtime of a board is no longer lost.',
  data: runtimeReturn,
})

export type AgentRegistered = EventOf<typeof agentRegistered>
export type AgentRenamed = EventOf<typeof agentRenamed>
export type AgentRetired = EventOf<typeof agentRetired>
export type BoardConfigured = EventOf<typeof boardConfigured>
export type BoardForgotten = EventOf<typeof boardForgotten>
export type BoardEvent =
  BoardConfigured | BoardForgotten | AgentRegistered | AgentRenamed | AgentRetired
export type Changed = EventOf<typeof changed>
export type AgentEvent =
  EventOf<typeof agentConfigured | typeof agentPaused | typeof agentResumed> | Changed
export type RuntimeEvent = EventOf<typeof runtimeLost | typeof runtimeRestored>

export type ContinuityEvent =
  | BoardEvent
  | AgentEvent
  | RuntimeEvent
  | EventOf<(typeof observed)['heartbeatReceived' | 'runtimeProbed' | 'agentProbed']>
  | EventOf<(typeof observed)['agentSignsKept' | 'runtimeSignsKept']>

/** The events of this plugin. */
export const continuityEvents = eventSpecs(
  ...[boardConfigured, boardForgotten, agentRegistered, agentRenamed, agentRetired],
  ...[agentConfigured, agentPaused, agentResumed, changed],
  ...[runtimeLost, runtimeRestored],
  ...[observed.heartbeatReceived, observed.runtimeProbed, observed.agentProbed],
  ...[observed.agentSignsKept, observed.runtimeSignsKept],
)
