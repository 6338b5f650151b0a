import type { DomainEvent } from '../../core/event.ts'
import type { Reading, Session } from './reading.ts'
import type { AgentSigns, RuntimeSigns, Sign } from './signs.ts'
import type { ProbeTarget, RuntimeTarget } from './target.ts'
import type { Continuity, Reason } from './words.ts'

/** Which agent of which board. */
export interface Agent {
  readonly boardId: string
  readonly agentId: string
}

/** What a board is; the first of these makes the board. */
export interface BoardSettings {
  readonly boardId: string
  readonly name: string
  readonly slug: string
  readonly runtime: RuntimeTarget | null
}

/** An agent under the name by which its board knows it. */
export interface NamedAgent extends Agent {
  readonly name: string
}

/** How an agent is looked at. */
export interface AgentSettings extends Agent {
  /** How often it means to beat. */
  readonly everySeconds: number
  readonly runtimeSessionId: string | null
  readonly probe: ProbeTarget | null
}

/** What an agent says of the work it does. */
export interface Progress {
  readonly counter: number
  /** When it last moved, by the agent's clock. */
  readonly at: string | null
}

/** What an agent sent; null is what it did not say. When it was received decides. */
export interface Heartbeat extends Agent {
  readonly status: string | null
  readonly seq: number | null
  readonly sentAt: string | null
  readonly progress: Progress | null
  readonly runId: string | null
  readonly note: string | null
}

/**
 * One reading of a board's runtime. Taken by one instance at a time; `standing`, `standingSince` and `streak` are what
 * `debounce` makes of the reading before (the row's `signs.probe`, after a start) and this one, so that the last reading
 * alone tells how the runtime stands.
 */
export interface RuntimeReading extends Reading {
  readonly boardId: string
  /** Of a good reading of kind `sessions`: those sessions whose trimmed keys the board's agents name; else null. */
  readonly sessions: readonly Session[] | null
}

/** One reading of an agent's own probe, debounced in the same way. */
export interface AgentReading extends Reading, Agent {}

/** One signal that a judgement rests on. */
export interface Evidence {
  readonly signal: 'heartbeat' | 'progress' | 'session' | 'runtime' | 'probe'
  readonly says: string
  readonly at: string
  readonly eventId: string
}

/** A change of an agent's recorded standing. `from` equals `to` when the reason alone changed. */
export interface Change extends NamedAgent {
  readonly from: Continuity
  readonly fromReason: Reason
  readonly to: Continuity
  readonly reason: Reason
  readonly text: string
  /** When it became true, and when it was noticed. */
  readonly becameTrueAt: string
  readonly detectedAt: string
  /** Ledger position that it was judged at. */
  readonly judgedPosition: string
  readonly evidence: readonly Evidence[]
  /** All that had been seen of the agent: it outlives the observations themselves. */
  readonly signs: AgentSigns
}

/** A runtime that has failed for the whole board: its agents are unreachable, and not one of them is to blame. */
export interface RuntimeLoss {
  readonly boardId: string
  readonly boardName: string
  readonly kind: RuntimeTarget['kind']
  readonly url: string
  readonly error: string
  /** Agents of the board that were neither paused nor retired. */
  readonly agents: number
  readonly becameTrueAt: string
  readonly detectedAt: string
  readonly evidence: Sign
}

/** The end of that: the runtime answers again, or the board no longer has this runtime. */
export interface RuntimeReturn {
  readonly boardId: string
  readonly boardName: string
  readonly reason: 'answers' | 'replaced' | 'removed'
  readonly lostAt: string
  readonly becameTrueAt: string
  readonly detectedAt: string
  readonly evidence: Sign | null
}

type Named<Name extends string, Data extends object> = DomainEvent<`continuity.${Name}`, Data>
type Why = { readonly reason: string | null }

// In the stream of the board.
export type BoardConfigured = Named<'BoardConfigured', BoardSettings>
export type AgentRegistered = Named<'AgentRegistered', NamedAgent>
export type AgentRenamed = Named<'AgentRenamed', NamedAgent & { readonly from: string }>
export type AgentRetired = Named<'AgentRetired', NamedAgent & Why>
export type BoardEvent = BoardConfigured | AgentRegistered | AgentRenamed | AgentRetired

// In the stream of the agent.
export type AgentConfigured = Named<'AgentConfigured', AgentSettings>
export type AgentPaused = Named<'AgentPaused', Agent & Why>
export type AgentResumed = Named<'AgentResumed', Agent & Why>
export type Changed = Named<'Changed', Change>
export type AgentEvent = AgentConfigured | AgentPaused | AgentResumed | Changed

// In the stream of the runtime.
export type RuntimeLost = Named<'RuntimeLost', RuntimeLoss>
export type RuntimeRestored = Named<'RuntimeRestored', RuntimeReturn>
export type RuntimeEvent = RuntimeLost | RuntimeRestored

// Observations: they expire.
export type HeartbeatReceived = Named<'HeartbeatReceived', Heartbeat>
export type RuntimeProbed = Named<'RuntimeProbed', RuntimeReading>
export type AgentProbed = Named<'AgentProbed', AgentReading>
export type ContinuityObservation = HeartbeatReceived | RuntimeProbed | AgentProbed

// What is kept when they do.
export type AgentSignsKept = Named<'AgentSignsKept', Agent & { readonly signs: AgentSigns }>
export type RuntimeSignsKept = Named<
  'RuntimeSignsKept',
  { readonly boardId: string; readonly signs: RuntimeSigns }
>

export type ContinuityEvent =
  BoardEvent | AgentEvent | RuntimeEvent | ContinuityObservation | AgentSignsKept | RuntimeSignsKept
