import { isDeepStrictEqual } from 'node:util'
import { type Decider, DecklogError } from '../../../core/plugin-api.ts'
import type { AgentEvent, Change } from '../events.ts'
import type { AgentSettings } from '../settings.ts'
import type { Agent } from '../observations.ts'
import type { Continuity, Reason } from '../words.ts'

/** An agent as its own stream tells. */
export interface AgentState {
  /** The board that it belongs to; null: nothing has been said of it. */
  readonly boardId: string | null
  readonly settings: AgentSettings | null
  readonly phase: 'active' | 'paused'
  readonly continuity: Continuity
  readonly reason: Reason
  /** When the last event of the stream was received. */
  readonly movedAt: Date | null
}

/** A judgement of an agent: what it comes to, but not from what. */
export type Judged = Omit<Change, 'from' | 'fromReason'>

export type AgentCommand =
  | { readonly kind: 'configure'; readonly settings: AgentSettings }
  | { readonly kind: 'pause'; readonly agent: Agent; readonly reason: string | null }
  | { readonly kind: 'resume'; readonly agent: Agent; readonly reason: string | null }
  /** Record a judgement; `judgedAt` is when its facts were read. */
  | { readonly kind: 'judge'; readonly change: Judged; readonly judgedAt: Date }

/** The rules of `agent-<id>`: how it is looked at, and how it stands. */
export const agentDecider: Decider<AgentState, AgentCommand, AgentEvent> = {
  foldVersion: 1,
  initial: {
    boardId: null,
    settings: null,
    phase: 'active',
    continuity: 'new',
    reason: 'awaiting_first_heartbeat',
    movedAt: null,
  },
  evolve(state, { type, data, receivedAt }) {
    const moved = { ...state, boardId: data.boardId, movedAt: receivedAt }
    switch (type) {
      case 'continuity.AgentConfigured':
        return { ...moved, settings: data }
      case 'continuity.AgentPaused':
        return { ...moved, phase: 'paused' }
      case 'continuity.AgentResumed':
        return { ...moved, phase: 'active' }
      case 'continuity.Changed':
        return { ...moved, continuity: data.to, reason: data.reason }
      default:
        return type satisfies never
    }
  },
  decide(command, state) {
    switch (command.kind) {
      case 'configure':
        return configure(command.settings, state)
      case 'pause':
        return state.phase === 'paused' ? [] : [toldOf('continuity.AgentPaused', command)]
      case 'resume':
        return state.phase === 'active' ? [] : [toldOf('continuity.AgentResumed', command)]
      case 'judge':
        return record(command, state)
      default:
        return command satisfies never
    }
  },
}

function configure(settings: AgentSettings, state: AgentState): readonly AgentEvent[] {
  if (state.boardId !== null && state.boardId !== settings.boardId) throw elsewhere()
  if (state.settings && isDeepStrictEqual(state.settings, settings)) return []
  return [{ type: 'continuity.AgentConfigured', data: settings }]
}

function toldOf(
  type: 'continuity.AgentPaused' | 'continuity.AgentResumed',
  { agent, reason }: { readonly agent: Agent; readonly reason: string | null },
): AgentEvent {
  return { type, data: { boardId: agent.boardId, agentId: agent.agentId, reason } }
}

// What was judged before the agent last moved was judged by facts that hold no longer.
function record(
  { change, judgedAt }: Extract<AgentCommand, { kind: 'judge' }>,
  { continuity, reason, movedAt }: AgentState,
): readonly AgentEvent[] {
  if (movedAt && judgedAt <= movedAt) return []
  if (change.to === continuity && change.reason === reason) return []
  return [{ type: 'continuity.Changed', data: { ...change, from: continuity, fromReason: reason } }]
}

function elsewhere(): DecklogError {
  return new DecklogError('DECKLOG_REFUSED', 'This agent belongs to another board.')
}
