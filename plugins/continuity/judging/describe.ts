import type { OutcomeSign } from '../signs.ts'
import { describeOutcome } from '../signs/outcome.ts'
import type { Reason } from '../words.ts'

/** What is said of an agent. */
export interface Described {
  readonly name: string
  readonly reason: Reason
  /** Null: it is not known. */
  readonly since: Date | null
  readonly runtimeError: string | null
  /** How its work last ended. */
  readonly outcome: OutcomeSign | null
}

const sentences: Readonly<Record<Reason, string>> = {
  awaiting_first_heartbeat: 'has not beaten yet, and need not have',
  healthy: 'beats',
  runtime_activity_recent: 'does not beat, but its session is active',
  heartbeat_stale: 'has not beaten for too long',
  heartbeat_missing: 'has never beaten',
  job_failed: 'failed',
  progress_stalled: 'beats, but its work does not go on',
  runtime_unavailable: 'cannot be reached: the runtime of its board does not answer',
  runtime_session_missing: 'cannot be reached: it names no session in the runtime',
  runtime_session_unreachable: 'cannot be reached: its session is not in the runtime',
  probe_failed: 'cannot be reached: its probe fails',
  paused: 'is paused',
}

/** Says in a sentence how an agent stands. */
export function describe(described: Described): string {
  const { name, reason, since, runtimeError, outcome } = described
  const how = reason === 'job_failed' && outcome ? ` (${describeOutcome(outcome)})` : ''
  const why = reason === 'runtime_unavailable' && runtimeError ? ` (${runtimeError})` : ''
  const when = since === null ? '' : `, since ${since.toISOString()}`
  return `${name} ${sentences[reason]}${why}${how}${when}.`
}
