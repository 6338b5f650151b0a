import { type Gap, timeAfter } from '../../../core/plugin-api.ts'
import type { ProgressSign, Sign } from '../signs.ts'
import { isOf } from '../target.ts'
import { type Continuity, type Reason, reasons } from '../words.ts'
import { isFailure } from '../signs/outcome.ts'
import { type AgentFacts, latenessOf, windowSeconds } from './agent-facts.ts'
import { freshProbe, type RuntimeFacts } from './runtime-facts.ts'

/** Everything a judgement rests on. */
export interface Situation {
  readonly agent: AgentFacts
  readonly runtime: RuntimeFacts
  /** Times in which Decklog could not receive: they age nobody. */
  readonly gaps: readonly Gap[]
  readonly now: Date
}

/** How an agent stands, why, and since when. */
export interface Judgement {
  readonly continuity: Continuity
  readonly reason: Reason
  readonly since: Date
}

/** Judges an agent: paused before unreachable before failing before stale before alive. The same facts and the same time give the same answer. */
export function judge(situation: Situation): Judgement {
  return (
    judgePause(situation) ??
    judgeRuntime(situation) ??
    judgeSession(situation) ??
    judgeProbe(situation) ??
    judgeOutcome(situation) ??
    judgeBeats(situation)
  )
}

/** When an agent's session was last active; null when that is not known. */
export function activityOf({ agent, runtime }: Pick<Situation, 'agent' | 'runtime'>): Date | null {
  return runtime.sessions?.get(agent.runtimeSessionId ?? '') ?? null
}

/** When the counter of an agent's work was last seen to stand elsewhere. */
export function lastMoved({ first, previous }: ProgressSign): Sign {
  return previous ?? first
}

function judgement(reason: Reason, since: Date): Judgement {
  return { continuity: reasons[reason], reason, since }
}

function judgePause({ agent: { pausedAt } }: Situation): Judgement | null {
  return pausedAt && judgement('paused', pausedAt)
}

function judgeRuntime({ runtime: { standing, since }, now }: Situation): Judgement | null {
  return standing === 'down' ? judgement('runtime_unavailable', since ?? now) : null
}

function judgeSession({ agent, runtime, now }: Situation): Judgement | null {
  if (runtime.target?.kind !== 'sessions') return null
  const { runtimeSessionId: session, configuredAt } = agent
  if (session === null) return judgement('runtime_session_missing', configuredAt)
  if (!runtime.sessions)
    return runtime.standing === 'up' ? null : held(agent, 'runtime_session_unreachable')
  if (runtime.sessions.has(session)) return null
  const listedAt = runtime.sessionsSign ? new Date(runtime.sessionsSign.receivedAt) : now
  // A list that was asked for before the agent named its session says nothing about it.
  const askedAfter = listedAt.getTime() - runtime.target.timeoutSeconds * 1_000
  return askedAfter > configuredAt.getTime()
    ? judgement('runtime_session_unreachable', listedAt)
    : null
}

function judgeProbe({ agent, gaps, now }: Situation): Judgement | null {
  const { probe, signs } = agent
  const last = probe && signs.probe && isOf(signs.probe.reading, probe) ? signs.probe : null
  if (!probe || last?.reading.standing !== 'down') return null
  return freshProbe(last, probe, { gaps, now })
    ? judgement('probe_failed', new Date(last.reading.standingSince))
    : held(agent, 'probe_failed')
}

// What was found to be so, and recorded, is so until somebody has looked again: not to look shows nothing.
function held({ recorded, configuredAt }: AgentFacts, reason: Reason): Judgement | null {
  return recorded.reason === reason ? judgement(reason, recorded.since ?? configuredAt) : null
}

// A failure stands until the agent says that its work went well, or somebody resumes it.
function judgeOutcome({ agent: { signs, expectedSince } }: Situation): Judgement | null {
  const outcome = signs.outcome ?? null
  if (!outcome || !isFailure(outcome)) return null
  const at = new Date(outcome.receivedAt)
  return at >= expectedSince ? judgement('job_failed', at) : null
}

function judgeBeats(situation: Situation): Judgement {
  const { agent, gaps, now } = situation
  const { beat } = agent.signs
  const beatAt = beat && new Date(beat.receivedAt)
  const { lateAt, since } = latenessOf(agent, latest(agent.expectedSince, beatAt), gaps)
  if (now < lateAt) {
    if (!beatAt) return judgeActivity(situation) ?? awaiting(agent)
    return judgeProgress(situation) ?? judgement('healthy', beatAt)
  }
  const late = judgement(beatAt ? 'heartbeat_stale' : 'heartbeat_missing', since)
  return judgeActivity(situation) ?? late
}

function awaiting({ expectedSince }: AgentFacts): Judgement {
  return judgement('awaiting_first_heartbeat', expectedSince)
}

function judgeActivity(situation: Situation): Judgement | null {
  const { agent, gaps, now } = situation
  const activeAt = activityOf(situation)
  const isRecent = activeAt && now < timeAfter(activeAt, windowMs(agent), gaps)
  return isRecent ? judgement('runtime_activity_recent', activeAt) : null
}

// One interval more than for a beat: between two beats nobody knows when the counter moved.
function judgeProgress({ agent, gaps, now }: Situation): Judgement | null {
  const { progress } = agent.signs
  if (!progress) return null
  const reportedAt = new Date(progress.last.receivedAt)
  if (now >= timeAfter(reportedAt, windowMs(agent), gaps)) return null
  const movedAt = latest(agent.expectedSince, new Date(lastMoved(progress).receivedAt))
  const stalledAt = timeAfter(movedAt, windowMs(agent) + agent.everySeconds * 1_000, gaps)
  return now >= stalledAt ? judgement('progress_stalled', stalledAt) : null
}

function windowMs(agent: AgentFacts): number {
  return windowSeconds(agent) * 1_000
}

function latest(one: Date, other: Date | null): Date {
  return other && other > one ? other : one
}
