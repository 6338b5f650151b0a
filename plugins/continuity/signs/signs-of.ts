import type { Recorded } from '../../../core/plugin-api.ts'
import type { AgentProbed, HeartbeatReceived, RuntimeProbed } from '../observations.ts'
import type { Reading } from '../reading.ts'
import type { AgentSigns, RuntimeSigns, Sign } from '../signs.ts'
import { noAgentSigns } from './join-signs.ts'
import { isOutcome } from './outcome.ts'

/** What a heartbeat shows of its agent. */
export function signsOfBeat(event: Recorded<HeartbeatReceived>): AgentSigns {
  const { seq, sentAt, runId, status, progress, exitStatus = null, output = null } = event.data
  const sign = signOf(event)
  return {
    beat: { ...sign, seq, sentAt, runId },
    status: status === null ? null : { ...sign, status },
    progress:
      progress === null
        ? null
        : { first: sign, last: { ...sign, counter: progress.counter }, previous: null },
    outcome: isOutcome(event.data) ? { ...sign, status, exitStatus, output } : null,
    probe: null,
  }
}

/** What a probe of an agent shows of it. */
export function signsOfAgentProbe(event: Recorded<AgentProbed>): AgentSigns {
  return { ...noAgentSigns, probe: { ...signOf(event), reading: readingOf(event.data) } }
}

/** What a probe of a runtime shows of it. */
export function signsOfRuntimeProbe(event: Recorded<RuntimeProbed>): RuntimeSigns {
  const sign = signOf(event)
  const { url, sessions } = event.data
  return {
    probe: { ...sign, reading: readingOf(event.data) },
    sessions: sessions && { ...sign, url, sessions },
  }
}

function signOf({ id, receivedAt }: Recorded): Sign {
  return { eventId: id, receivedAt: receivedAt.toISOString() }
}

function readingOf(data: Reading & Partial<Pick<RuntimeProbed['data'], 'sessions'>>): Reading {
  const { kind, url, outcome, failure, detail, latencyMs, everySeconds } = data
  const { standing, standingSince, streak } = data
  return {
    ...{ kind, url, outcome, failure, detail, latencyMs, everySeconds },
    ...{ standing, standingSince, streak },
  }
}
