import type { Recorded } from '../../../core/plugin-api.ts'
import type { BoardEvent, ContinuityEvent } from '../events.ts'

/** An agent, as its board knows it. */
export interface KnownAgent {
  readonly boardId: string
  readonly agentId: string
  readonly name: string
  readonly createdAt: Date
  readonly phase: 'active' | 'retired'
}

/** The agents of one board, by id and by name: a fold of the board's stream that grows as the stream does. */
export class Roster {
  readonly boardId: string
  readonly #byId = new Map<string, KnownAgent>()
  readonly #byName = new Map<string, string>()
  #revision = -1n
  #configured: 'yes' | 'no' = 'no'

  constructor(boardId: string) {
    this.boardId = boardId
  }

  /** Revision of the last event that was folded. */
  get revision(): bigint {
    return this.#revision
  }

  /** Whether there is such a board. */
  get exists(): 'yes' | 'no' {
    return this.#configured
  }

  get(agentId: string): KnownAgent | undefined {
    return this.#byId.get(agentId)
  }

  /** The active agent of this name. */
  named(name: string): KnownAgent | undefined {
    return this.#byId.get(this.#byName.get(name) ?? '')
  }

  /** Folds an event; one that does not follow the last is left to be read from the stream. */
  apply(event: Recorded<BoardEvent>): void {
    if (event.revision !== this.#revision + 1n) return
    this.#revision = event.revision
    switch (event.type) {
      case 'continuity.BoardConfigured':
        this.#configured = 'yes'
        return
      case 'continuity.BoardForgotten':
        this.#configured = 'no'
        return
      case 'continuity.AgentRegistered':
        return this.#put({ ...event.data, createdAt: event.receivedAt, phase: 'active' })
      case 'continuity.AgentRenamed':
        return this.#change(event.data.agentId, { name: event.data.name })
      case 'continuity.AgentRetired':
        return this.#change(event.data.agentId, { phase: 'retired' })
      default:
        return event satisfies never
    }
  }

  #change(agentId: string, change: Partial<KnownAgent>): void {
    const agent = this.#byId.get(agentId)
    if (!agent) return
    this.#byName.delete(agent.name)
    this.#put({ ...agent, ...change })
  }

  #put(agent: KnownAgent): void {
    this.#byId.set(agent.agentId, agent)
    if (agent.phase === 'active') this.#byName.set(agent.name, agent.agentId)
  }
}

const types: ReadonlySet<string> = new Set<BoardEvent['type']>([
  'continuity.BoardConfigured',
  'continuity.BoardForgotten',
  'continuity.AgentRegistered',
  'continuity.AgentRenamed',
  'continuity.AgentRetired',
])

/** Tells whether an event is one of a board's stream. */
export function isBoardEvent(event: Recorded<ContinuityEvent>): event is Recorded<BoardEvent> {
  return types.has(event.type)
}
