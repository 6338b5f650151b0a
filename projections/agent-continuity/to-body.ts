import type { Gap } from '../../core/plugin-api.ts'
import type { Evidence } from '../../plugins/continuity/events.ts'
import {
  agentFactsOf,
  latenessOf,
  type AgentFacts,
} from '../../plugins/continuity/judging/agent-facts.ts'
import { evidenceOf, runtimeReachable } from '../../plugins/continuity/judging/evidence.ts'
import { judge, type Judgement } from '../../plugins/continuity/judging/judge.ts'
import type { RuntimeFacts } from '../../plugins/continuity/judging/runtime-facts.ts'
import type { AgentSigns } from '../../plugins/continuity/signs.ts'
import type { ShownAgent } from './queries.ts'

/** What an agent is judged with. */
export interface Surroundings {
  readonly runtime: RuntimeFacts
  readonly gaps: readonly Gap[]
  readonly now: Date
}

/** An agent as a board's snapshot shows it. */
export interface AgentBody extends Readonly<Record<string, unknown>> {
  readonly continuity: Judgement['continuity']
}

/** An agent as the API answers it at `now`: judged by what is known of it then. */
export function toBody(row: ShownAgent, { runtime, gaps, now }: Surroundings): AgentBody {
  const agent = agentFactsOf(row)
  const judgement = judge({ agent, runtime, gaps, now })
  const { beat, status } = row.signs
  return {
    agent_id: row.agent_id,
    agent_name: row.name,
    board_id: row.board_id,
    status: status?.status ?? (beat ? 'online' : 'provisioning'),
    continuity: judgement.continuity,
    continuity_reason: judgement.reason,
    continuity_since: sinceOf(row, judgement).toISOString(),
    runtime_session_id: row.runtime_session_id,
    runtime_reachable: runtimeReachable({ agent, runtime }),
    last_seen_at: beat?.receivedAt ?? null,
    heartbeat_age_seconds: beat && ageSeconds(beat.receivedAt, now),
    stale_after_seconds: staleAfterSeconds(agent),
    clock_skew_seconds: beat && skewSeconds(beat),
    evidence: evidenceOf({ agent, runtime }).map(one => toEvidenceBody(one, now)),
  }
}

// Counted from the last beat, or from when the first was awaited; Decklog's own outages come on top.
function staleAfterSeconds(agent: AgentFacts): number {
  const { beat } = agent.signs
  const from = beat ? new Date(beat.receivedAt) : agent.expectedSince
  const { lateAt } = latenessOf(agent, from, [])
  return Math.round((lateAt.getTime() - from.getTime()) / 1_000)
}

// While a judgement is the recorded one, it has been so since then.
function sinceOf(row: ShownAgent, { continuity, reason, since }: Judgement): Date {
  const isRecorded = continuity === row.continuity && reason === row.continuity_reason
  return isRecorded && row.continuity_since ? row.continuity_since : since
}

function toEvidenceBody({ signal, says, at, eventId }: Evidence, now: Date): object {
  return { signal, says, at, age_seconds: ageSeconds(at, now), event_id: eventId }
}

function ageSeconds(at: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1_000))
}

function skewSeconds({ sentAt, receivedAt }: NonNullable<AgentSigns['beat']>): number | null {
  return sentAt === null ? null : Math.round((Date.parse(sentAt) - Date.parse(receivedAt)) / 1_000)
}
