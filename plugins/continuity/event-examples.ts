import type * as events from './events.ts'
import type { Reading } from './reading.ts'
import type { AgentSigns, RuntimeSigns } from './signs.ts'
import type { Target } from './target.ts'

const boardId = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f1001'
const agentId = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f2001'
const beatId = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3001'
const runtimeReadingId = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3002'
const agentReadingId = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3003'
const receivedAt = '2026-01-01T11:00:00.000Z'
const readAt = '2026-01-01T12:05:30.000Z'

export const agent: events.Agent = { boardId, agentId }

export const namedAgent: events.NamedAgent = { ...agent, name: 'scribe' }

const rules = { everySeconds: 30, timeoutSeconds: 5, expectStatus: null, expectBody: null }

const runtime: Target = { ...rules, kind: 'sessions', url: 'http://10.0.0.5:18789/sessions' }

/** A board whose agents run where their sessions can be listed. */
export const boardSettings: events.BoardSettings = {
  boardId,
  name: 'Delivery',
  slug: 'delivery',
  runtime,
}

export const agentSettings: events.AgentSettings = {
  ...agent,
  everySeconds: 1_800,
  runtimeSessionId: 'agent:scribe:main',
  probe: { ...rules, kind: 'http', url: 'http://10.0.0.6:9000/healthz', expectStatus: 200 },
}

export const heartbeat: events.Heartbeat = {
  ...agent,
  status: 'busy',
  seq: 7,
  sentAt: '2026-01-01T10:59:59.800Z',
  progress: { counter: 42, at: '2026-01-01T10:58:00.000Z' },
  runId: null,
  note: null,
}

const good: Omit<Reading, 'kind' | 'url'> = {
  outcome: 'good',
  failure: null,
  detail: null,
  latencyMs: 12,
  everySeconds: 30,
  standing: 'up',
  standingSince: '2026-01-01T09:00:00.000Z',
  streak: 120,
}

const readingOfRuntime: Reading = { ...good, kind: 'sessions', url: runtime.url }

const readingOfAgent: Reading = { ...good, kind: 'http', url: 'http://10.0.0.6:9000/healthz' }

const sessions = [{ key: 'agent:scribe:main', activeAt: '2026-01-01T10:40:00.000Z' }]

export const runtimeReading: events.RuntimeReading = { ...readingOfRuntime, boardId, sessions }

export const agentReading: events.AgentReading = { ...readingOfAgent, ...agent }

/** What is known of an agent that last beat at eleven. */
export const agentSigns: AgentSigns = {
  beat: { eventId: beatId, receivedAt, seq: 7, sentAt: heartbeat.sentAt, runId: null },
  status: { eventId: beatId, receivedAt, status: 'busy' },
  progress: {
    first: { eventId: beatId, receivedAt },
    last: { eventId: beatId, receivedAt, counter: 42 },
    previous: null,
  },
  probe: { eventId: agentReadingId, receivedAt: readAt, reading: readingOfAgent },
}

export const runtimeSigns: RuntimeSigns = {
  probe: { eventId: runtimeReadingId, receivedAt: readAt, reading: readingOfRuntime },
  sessions: { eventId: runtimeReadingId, receivedAt: readAt, url: runtime.url, sessions },
}

/** The agent beats every half hour, so that it is stale after an hour and five minutes. */
export const change: events.Change = {
  ...namedAgent,
  from: 'alive',
  fromReason: 'healthy',
  to: 'stale',
  reason: 'heartbeat_stale',
  text: 'scribe last beat 65 minutes ago.',
  becameTrueAt: '2026-01-01T12:05:00.000Z',
  detectedAt: '2026-01-01T12:05:09.000Z',
  judgedPosition: '81234',
  evidence: [{ signal: 'heartbeat', says: 'busy', at: receivedAt, eventId: beatId }],
  signs: agentSigns,
}

export const runtimeLoss: events.RuntimeLoss = {
  boardId,
  boardName: 'Delivery',
  kind: 'sessions',
  url: runtime.url,
  error: 'It did not answer within 5 s.',
  agents: 12,
  becameTrueAt: '2026-01-01T12:01:00.000Z',
  detectedAt: '2026-01-01T12:01:09.000Z',
  evidence: { eventId: runtimeReadingId, receivedAt: '2026-01-01T12:01:00.000Z' },
}

export const runtimeReturn: events.RuntimeReturn = {
  boardId,
  boardName: 'Delivery',
  reason: 'answers',
  lostAt: '2026-01-01T12:01:00.000Z',
  becameTrueAt: '2026-01-01T12:20:30.000Z',
  detectedAt: '2026-01-01T12:20:39.000Z',
  evidence: { eventId: runtimeReadingId, receivedAt: '2026-01-01T12:20:30.000Z' },
}
