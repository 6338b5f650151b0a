import { type Gap, timeAfter } from '../../../core/plugin-api.ts'
import type { AgentRow } from '../rows.ts'
import type { AgentSigns } from '../signs.ts'
import type { ProbeTarget } from '../target.ts'
import type { Reason } from '../words.ts'
import { nextDue, type Schedule } from './schedule.ts'

/** What is known of an agent, as far as its standing goes. */
export interface AgentFacts {
  readonly everySeconds: number
  /** So long after it was due it is late; null: as long as anybody who says nothing else. */
  readonly graceSeconds: number | null
  readonly schedule: Schedule | null
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
  | 'grace_seconds'
  | 'schedule'
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
    graceSeconds: row.grace_seconds,
    schedule: row.schedule,
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

/**
 * How long an agent may be silent: its interval and its grace, or, when it has named no grace, two intervals and five minutes, at
 * least fifteen.
 */
export function windowSeconds({
  everySeconds,
  graceSeconds,
}: Pick<AgentFacts, 'everySeconds' | 'graceSeconds'>): number {
  if (graceSeconds !== null) return everySeconds + graceSeconds
  return Math.max(2 * everySeconds + SPARE_SECONDS, SHORTEST_SECONDS)
}

/** When an agent is late that was last heard at a time, and since when it is then said to be. */
export interface Lateness {
  readonly lateAt: Date
  readonly since: Date
}

/** Tells when an agent that was last heard `from` then is late. Who has a grace, or a schedule, is late since it was due. */
export function latenessOf(agent: Lateable, from: Date, gaps: readonly Gap[]): Lateness {
  const { everySeconds, graceSeconds, schedule } = agent
  if (schedule) return latenessBy(schedule, graceSeconds ?? SPARE_SECONDS, { from, gaps })
  const lateAt = timeAfter(from, windowSeconds(agent) * 1_000, gaps)
  const since = graceSeconds === null ? lateAt : timeAfter(from, everySeconds * 1_000, gaps)
  return { lateAt, since }
}

type Lateable = Pick<AgentFacts, 'everySeconds' | 'graceSeconds' | 'schedule'>

// The last moment that a Date can hold: nobody is late for what is never due again.
const never = new Date(8.64e15)

function latenessBy(
  schedule: Schedule,
  graceSeconds: number,
  { from, gaps }: { readonly from: Date; readonly gaps: readonly Gap[] },
): Lateness {
  const due = nextDue(schedule, from, gaps)
  if (!due) return { lateAt: never, since: never }
  return { lateAt: timeAfter(due, graceSeconds * 1_000, gaps), since: due }
}
