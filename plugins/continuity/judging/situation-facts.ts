import type { Gap } from '../../../core/plugin-api.ts'
import type { RuntimeKnowledge } from './runtime-facts.ts'
import { runtimeFactsOf } from './runtime-facts.ts'
import type { AgentSigns, Sign } from '../signs.ts'
import type { AgentFacts } from './agent-facts.ts'
import type { Situation } from './judge.ts'

/** An agent as it is recorded that it was judged, without what was seen of it. Times are ISO 8601. */
export interface AgentFact extends Pick<
  AgentFacts,
  'everySeconds' | 'graceSeconds' | 'schedule' | 'runtimeSessionId' | 'probe'
> {
  readonly pausedAt: string | null
  readonly expectedSince: string
  readonly configuredAt: string
  readonly recorded: {
    readonly reason: AgentFacts['recorded']['reason']
    readonly since: string | null
  }
}

/** A time in which nothing could be received, ISO 8601. */
export interface GapFact {
  readonly from: string
  readonly to: string
}

/** What the judgement of a runtime rests on, beside the time. */
export interface RuntimeSituation {
  readonly runtime: RuntimeKnowledge
  readonly gaps: readonly GapFact[]
}

/** What the judgement of an agent rests on, beside its signs and the time. */
export interface SituationFacts extends RuntimeSituation {
  readonly agent: AgentFact
}

/** What is recorded of an agent that was judged. */
export function agentFact(agent: AgentFacts): AgentFact {
  const { everySeconds, graceSeconds, schedule, runtimeSessionId, probe, recorded } = agent
  return {
    ...{ everySeconds, graceSeconds, schedule, runtimeSessionId, probe },
    pausedAt: iso(agent.pausedAt),
    expectedSince: agent.expectedSince.toISOString(),
    configuredAt: agent.configuredAt.toISOString(),
    recorded: { reason: recorded.reason, since: iso(recorded.since) },
  }
}

/** An agent as it was judged. */
export function agentOfFact(fact: AgentFact, signs: AgentSigns): AgentFacts {
  const { pausedAt, expectedSince, configuredAt, recorded } = fact
  return {
    ...fact,
    signs,
    pausedAt: timeOf(pausedAt),
    expectedSince: new Date(expectedSince),
    configuredAt: new Date(configuredAt),
    recorded: { reason: recorded.reason, since: timeOf(recorded.since) },
  }
}

/** What is recorded of what an agent was judged on. */
export function situationFacts(
  agent: AgentFacts,
  board: RuntimeKnowledge,
  gaps: readonly Gap[],
): SituationFacts {
  const runtime = runtimeFact(board, [agent])
  return { agent: agentFact(agent), runtime, gaps: gapFacts(gaps, [agent], runtime) }
}

/** What is recorded of what a runtime was judged on. */
export function runtimeSituation(board: RuntimeKnowledge, gaps: readonly Gap[]): RuntimeSituation {
  const runtime = runtimeFact(board, [])
  return { runtime, gaps: gapFacts(gaps, [], runtime) }
}

/** What is known of a runtime, as far as it says something of these agents. */
export function runtimeFact(
  { runtime, lost, signs: { probe, sessions } }: RuntimeKnowledge,
  agents: readonly AgentFacts[],
): RuntimeKnowledge {
  const keys = new Set(agents.map(({ runtimeSessionId }) => runtimeSessionId))
  const named = sessions && {
    ...sessions,
    sessions: sessions.sessions.filter(({ key }) => keys.has(key)),
  }
  return { runtime, lost, signs: { probe, sessions: named } }
}

/** The times in which nothing could be received, as far as they bear on agents: those that ended after the first that counts. */
export function gapFacts(
  gaps: readonly Gap[],
  agents: readonly AgentFacts[],
  { signs }: RuntimeKnowledge,
): readonly GapFact[] {
  const times = agents.flatMap(agent => momentsOf(agent))
  const first = Math.min(...times, ...momentOf(signs.probe))
  return gaps
    .filter(({ to }) => to.getTime() > first)
    .map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() }))
}

/** Those times as they are judged by. */
export function gapsOfFacts(gaps: readonly GapFact[]): readonly Gap[] {
  return gaps.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))
}

/** The situation that an agent was judged in. */
export function situationOf(
  { agent, runtime, gaps: recorded }: SituationFacts,
  { signs, now }: { readonly signs: AgentSigns; readonly now: Date },
): Situation {
  const gaps = gapsOfFacts(recorded)
  return {
    agent: agentOfFact(agent, signs),
    runtime: runtimeFactsOf(runtime, { gaps, now }),
    gaps,
    now,
  }
}

// Whatever ages, ages from one of these on.
function momentsOf({ expectedSince, signs: { beat, progress, probe } }: AgentFacts): number[] {
  const expected = expectedSince.getTime()
  const last = [progress?.previous ?? progress?.first ?? null]
  return [
    Math.max(expected, ...momentOf(beat)),
    ...(progress ? [Math.max(expected, ...last.flatMap(momentOf))] : []),
    ...momentOf(progress?.last ?? null),
    ...momentOf(probe),
  ]
}

function momentOf(sign: Pick<Sign, 'receivedAt'> | null): readonly number[] {
  return sign ? [Date.parse(sign.receivedAt)] : []
}

function iso(time: Date | null): string | null {
  return time && time.toISOString()
}

function timeOf(time: string | null): Date | null {
  return time === null ? null : new Date(time)
}
