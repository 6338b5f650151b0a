import type { Recorded } from '../../../core/event.ts'
import type { Gap } from '../../../core/receiving/gaps.ts'
import { agent, heartbeat } from './examples.ts'
import type { Heartbeat, HeartbeatReceived } from '../../../plugins/continuity/observations.ts'
import type { AgentFacts } from '../../../plugins/continuity/judging/agent-facts.ts'
import { judge, type Judgement } from '../../../plugins/continuity/judging/judge.ts'
import {
  runtimeFactsOf,
  type RuntimeKnowledge,
} from '../../../plugins/continuity/judging/runtime-facts.ts'
import type { Reading, Session, Standing } from '../../../plugins/continuity/reading.ts'
import type { AgentSigns, ProbeSign, RuntimeSigns } from '../../../plugins/continuity/signs.ts'
import { joinAgentSigns, noAgentSigns } from '../../../plugins/continuity/signs/join-signs.ts'
import { signsOfBeat } from '../../../plugins/continuity/signs/signs-of.ts'
import type { ProbeTarget, RuntimeTarget } from '../../../plugins/continuity/target.ts'

/** A point in time, so many minutes after the stories begin. */
export const minute = (minutes: number): Date =>
  new Date(Date.parse('2026-01-01T00:00:00.000Z') + minutes * 60_000)

/** An id that tells its number. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** A recorded beat of the agent of the examples. */
export function beat(
  n: number,
  atMinute: number,
  said: Partial<Heartbeat> = {},
): Recorded<HeartbeatReceived> {
  const nothing = { status: null, seq: null, sentAt: null, progress: null, runId: null, note: null }
  return {
    type: 'continuity.HeartbeatReceived',
    data: { ...heartbeat, ...nothing, ...agent, ...said },
    id: idOf(n),
    stream: `heartbeat-${agent.boardId}`,
    revision: BigInt(n),
    position: BigInt(1_000 + n),
    receivedAt: minute(atMinute),
    recordedAt: minute(atMinute),
    metadata: {},
  }
}

/** What beats at these minutes show, each with the counter that it reports. */
export function beaten(...beats: readonly (number | readonly [number, number])[]): AgentSigns {
  return beats
    .map((one, n) => {
      const [at, counter] = typeof one === 'number' ? [one, undefined] : one
      return beat(n, at, counter === undefined ? {} : { progress: { counter, at: null } })
    })
    .map(signsOfBeat)
    .reduce(joinAgentSigns, noAgentSigns)
}

/** What beats at these minutes show that say these things. */
export function told(...beats: readonly (readonly [number, Partial<Heartbeat>])[]): AgentSigns {
  return beats
    .map(([at, said], n) => signsOfBeat(beat(n, at, said)))
    .reduce(joinAgentSigns, noAgentSigns)
}

const rules = { everySeconds: 30, timeoutSeconds: 5, expectStatus: null, expectBody: null }

/** What the stories probe. */
export const sessionsRuntime: RuntimeTarget = { ...rules, kind: 'sessions', url: 'http://r/s' }
export const httpRuntime: RuntimeTarget = { ...rules, kind: 'http', url: 'http://r/h' }
export const tcpProbe: ProbeTarget = { ...rules, kind: 'tcp', url: 'tcp://a:1' }

/** A reading of a target. */
export function read(
  { kind, url }: Pick<RuntimeTarget, 'kind' | 'url'>,
  atMinute: number,
  standing: Standing,
): ProbeSign {
  const reading: Reading = {
    ...{ kind, url, standing, standingSince: minute(atMinute - 1).toISOString(), streak: 3 },
    ...{ outcome: standing === 'up' ? 'good' : 'bad', failure: null, everySeconds: 30 },
    ...{ detail: standing === 'up' ? null : 'It did not answer.', latencyMs: null },
  }
  return { eventId: idOf(900), receivedAt: minute(atMinute).toISOString(), reading }
}

/** A runtime that was last seen like this. */
export function seen(
  target: RuntimeTarget,
  atMinute: number,
  standing: Standing,
  sessions: readonly Session[] | null = null,
): RuntimeKnowledge {
  const probe = read(target, atMinute, standing)
  const { eventId, receivedAt } = probe
  const list = sessions && { eventId, receivedAt, url: target.url, sessions }
  const signs: RuntimeSigns = { probe, sessions: list }
  return { runtime: target, lost: null, signs }
}

const nowhere: RuntimeKnowledge = {
  runtime: null,
  lost: null,
  signs: { probe: null, sessions: null },
}

/** What a story tells; what it leaves out is as simple as it can be. */
export interface Story {
  readonly at: number
  readonly agent?: Partial<AgentFacts>
  readonly board?: RuntimeKnowledge
  readonly gaps?: readonly Gap[]
}

/** Judges an agent that was registered at minute 0 and means to beat every half hour. */
export function judged({ at, agent: facts, board = nowhere, gaps = [] }: Story): Judgement {
  const now = minute(at)
  return judge({
    agent: {
      ...{
        everySeconds: 1_800,
        graceSeconds: null,
        schedule: null,
        runtimeSessionId: null,
        probe: null,
        pausedAt: null,
      },
      ...{ expectedSince: minute(0), configuredAt: minute(0), signs: noAgentSigns },
      recorded: { reason: 'awaiting_first_heartbeat', since: null },
      ...facts,
    },
    runtime: runtimeFactsOf(board, { gaps, now }),
    gaps,
    now,
  })
}
