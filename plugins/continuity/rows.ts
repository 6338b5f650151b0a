import type { Schedule } from './judging/schedule.ts'
import type { AgentSigns, RuntimeSigns } from './signs.ts'
import type { ProbeTarget, RuntimeTarget } from './target.ts'
import type { Continuity, Reason } from './words.ts'

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

/** One row of the read model `boards`. */
export interface BoardRow {
  readonly board_id: string
  readonly name: string
  readonly slug: string
  readonly runtime: RuntimeTarget | null
  /** Null until the board is configured. */
  readonly created_at: Date | null
  readonly updated_at: Date | null
  /** Of the last event of the board's settings, and of its runtime. */
  readonly board_revision: number | null
  readonly runtime_revision: number | null
  readonly lost: RecordedLoss | null
  readonly signs: RuntimeSigns
  /** Everything seen up to here is kept when the observations expire. */
  readonly kept_until: Date | null
}

/** The columns of `agent-continuity` that a judgement and its record rest on. */
export const judgedColumns = [
  ...(['agent_id', 'board_id', 'name', 'registered_at', 'retired_at', 'configured_at'] as const),
  ...([
    'every_seconds',
    'grace_seconds',
    'schedule',
    'runtime_session_id',
    'probe',
    'paused_at',
    'resumed_at',
  ] as const),
  ...([
    'continuity',
    'continuity_reason',
    'continuity_since',
    'continuity_event_id',
    'signs',
  ] as const),
] as const

/** An agent as far as it is judged. */
export type JudgedAgentRow = Pick<AgentRow, (typeof judgedColumns)[number]>

/** One row of the read model `agent-continuity`: what is known of an agent, and its recorded standing. */
export interface AgentRow {
  readonly agent_id: string
  readonly board_id: string
  readonly name: string
  /** Null until its board has registered it. */
  readonly registered_at: Date | null
  /** Where in the board's stream that was: the order of creation. */
  readonly registered_revision: number | null
  readonly retired_at: Date | null
  /** Of the last event of the board's stream, and of the agent's own. */
  readonly board_revision: number | null
  readonly agent_revision: number | null
  readonly every_seconds: number
  readonly grace_seconds: number | null
  readonly schedule: Schedule | null
  readonly runtime_session_id: string | null
  readonly probe: ProbeTarget | null
  readonly configured_at: Date | null
  readonly paused_at: Date | null
  readonly resumed_at: Date | null
  readonly updated_at: Date | null
  readonly continuity: Continuity
  readonly continuity_reason: Reason
  readonly continuity_since: Date | null
  readonly continuity_event_id: string | null
  readonly signs: AgentSigns
  /** Everything seen up to here is kept when the observations expire. */
  readonly kept_until: Date | null
}
