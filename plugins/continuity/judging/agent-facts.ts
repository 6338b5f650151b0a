import type { AgentRow } from '../rows.ts'
import type { AgentSigns } from '../signs.ts'
import type { ProbeTarget } from '../target.ts'
import type { Reason } from '../words.ts'

/** What is known of an agent, as far as its standing goes. */
export interface AgentFacts {
  readonly everySeconds: number
  readonly runtimeSessionId: string | null
  readonly probe: ProbeTarget | null
  readonly pausedAt: Date | null
  /** Since when it is expected to beat: its registration, or the end of its last pause. */
  readonly expectedSince: Date
  /** When its settings were last changed. */
  readonly configuredAt: Date
  readonly signs: AgentSigns
  /** How it stands on record, and since when. */
  readonly recorded: { readonly reason: Reason; readonly since: Date | null }
}

type Known = Pick<
  AgentRow,
  | 'every_seconds'
  | 'runtime_session_id'
  | 'probe'
  | 'paused_at'
  | 'resumed_at'
  | 'registered_at'
  | 'configured_at'
  | 'signs'
  | 'continuity_reason'
  | 'continuity_since'
>

/** Reads the facts of an agent from its row. */
export function agentFactsOf(row: Known): AgentFacts {
  const registeredAt = row.registered_at ?? row.configured_at ?? new Date(0)
  return {
    everySeconds: row.every_seconds,
    runtimeSessionId: row.runtime_session_id,
    probe: row.probe,
    pausedAt: row.paused_at,
    expectedSince: row.resumed_at ?? registeredAt,
    configuredAt: row.configured_at ?? registeredAt,
    signs: row.signs,
    recorded: { reason: row.continuity_reason, since: row.continuity_since },
  }
}

const SPARE_SECONDS = 300
const SHORTEST_SECONDS = 900

/** How long an agent may be silent that means to beat every so many seconds: two intervals and five minutes, at least fifteen. */
export function windowSeconds(everySeconds: number): number {
  return Math.max(2 * everySeconds + SPARE_SECONDS, SHORTEST_SECONDS)
}
