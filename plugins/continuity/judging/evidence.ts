import type { Evidence } from '../events.ts'
import type { Sign } from '../signs.ts'
import { describeOutcome } from '../signs/outcome.ts'
import { activityOf, lastMoved, type Situation } from './judge.ts'

type Observed = Pick<Situation, 'agent' | 'runtime'>

/** Every signal that is known of an agent, with what it says and the event that told it. */
export function evidenceOf(observed: Observed): readonly Evidence[] {
  const seen = [
    ofBeats(observed),
    ofProgress(observed),
    ofOutcome(observed),
    ofRuntime(observed),
    ofSession(observed),
    ofProbe(observed),
  ]
  return seen.filter(one => one !== null)
}

/** Tells whether an agent can be reached through its board's runtime; null when there is none, or it is not known. */
export function runtimeReachable({ agent, runtime }: Observed): boolean | null {
  const { target, standing, sessions } = runtime
  if (!target || standing === 'unknown') return null
  if (standing === 'down') return false
  if (target.kind !== 'sessions') return true
  if (agent.runtimeSessionId === null) return false
  return sessions ? sessions.has(agent.runtimeSessionId) : null
}

function evidence(signal: Evidence['signal'], says: string, sign: Sign): Evidence {
  return { signal, says, at: sign.receivedAt, eventId: sign.eventId }
}

function ofBeats({ agent: { signs } }: Observed): Evidence | null {
  return signs.beat && evidence('heartbeat', signs.status?.status ?? 'online', signs.beat)
}

function ofProgress({ agent: { signs } }: Observed): Evidence | null {
  if (!signs.progress) return null
  const moved = lastMoved(signs.progress)
  return evidence('progress', `at ${signs.progress.last.counter}, moved after this`, moved)
}

function ofOutcome({ agent: { signs } }: Observed): Evidence | null {
  return signs.outcome ? evidence('outcome', describeOutcome(signs.outcome), signs.outcome) : null
}

function ofRuntime({ runtime: { sign, standing } }: Observed): Evidence | null {
  return sign && evidence('runtime', standing, sign)
}

function ofSession({ agent, runtime }: Observed): Evidence | null {
  const { sessions, sessionsSign } = runtime
  if (!sessions || !sessionsSign || agent.runtimeSessionId === null) return null
  const isListed = sessions.has(agent.runtimeSessionId)
  const activeAt = activityOf({ agent, runtime })
  const says = isListed ? (activeAt ? 'active' : 'listed') : 'not listed'
  const at = activeAt?.toISOString() ?? sessionsSign.receivedAt
  return { ...evidence('session', says, sessionsSign), at }
}

function ofProbe({ agent: { signs, probe } }: Observed): Evidence | null {
  return probe && signs.probe && evidence('probe', signs.probe.reading.standing, signs.probe)
}
