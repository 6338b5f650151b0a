import Joi from 'joi'
import { type Column, columns, defineTable, type RowOf } from '../../core/plugin-api.ts'
import type { Schedule } from './judging/schedule.ts'
import type { AgentSigns, RuntimeSigns } from './signs.ts'
import type { ProbeTarget, RuntimeTarget } from './target.ts'
import { continuities, reasonNames } from './words.ts'

/** How often an agent means to beat that has not said otherwise. */
export const defaultEverySeconds = 1_800

/** A runtime that is recorded as lost. */
export interface RecordedLoss {
  readonly at: string
  readonly kind: RuntimeTarget['kind']
  readonly url: string
  readonly error: string
  readonly eventId: string
}

// What these hold is answered in other words.
const json = <T>(): Column<T> => columns.document<T>(Joi.any())
const time = columns.nullable(columns.timestamp())

/** The read model `boards`: every board, and what was seen of its runtime. */
export const boardTable = defineTable({
  board_id: columns.uuid(),
  name: columns.text(),
  slug: columns.text(),
  runtime: json<RuntimeTarget | null>(),
  // Null until the board is configured.
  created_at: time,
  updated_at: time,
  // Of the last event of the board's settings, and of its runtime.
  board_revision: columns.nullable(columns.bigint()),
  runtime_revision: columns.nullable(columns.bigint()),
  lost: json<RecordedLoss | null>(),
  signs: json<RuntimeSigns>(),
  // Everything seen up to here is kept when the observations expire.
  kept_until: time,
})
export type BoardRow = RowOf<typeof boardTable>

/** The read model `agent-continuity`: what is known of each agent, and its recorded standing. */
export const agentTable = defineTable({
  agent_id: columns.uuid(),
  board_id: columns.uuid(),
  name: columns.text(),
  // Null until its board has registered it; where in the board's stream that was is the order of creation.
  registered_at: time,
  registered_revision: columns.nullable(columns.bigint()),
  retired_at: time,
  // Of the last event of the board's stream, and of the agent's own.
  board_revision: columns.nullable(columns.bigint()),
  agent_revision: columns.nullable(columns.bigint()),
  every_seconds: columns.double(),
  grace_seconds: columns.nullable(columns.double()),
  schedule: json<Schedule | null>(),
  runtime_session_id: columns.nullable(columns.text()),
  probe: json<ProbeTarget | null>(),
  configured_at: time,
  paused_at: time,
  resumed_at: time,
  updated_at: time,
  continuity: columns.word(continuities),
  continuity_reason: columns.word(reasonNames),
  continuity_since: time,
  continuity_event_id: columns.nullable(columns.uuid()),
  signs: json<AgentSigns>(),
  // Everything seen up to here is kept when the observations expire.
  kept_until: time,
})
export type AgentRow = RowOf<typeof agentTable>

/** The columns of `agent-continuity` that a judgement and its record rest on. */
export const judgedColumns = [
  ...(['agent_id', 'board_id', 'name', 'registered_at', 'retired_at', 'configured_at'] as const),
  ...(['every_seconds', 'grace_seconds', 'schedule', 'runtime_session_id', 'probe'] as const),
  ...(['paused_at', 'resumed_at', 'continuity', 'continuity_reason', 'continuity_since'] as const),
  ...(['continuity_event_id', 'signs'] as const),
] as const

/** An agent as far as it is judged. */
export type JudgedAgentRow = Pick<AgentRow, (typeof judgedColumns)[number]>
