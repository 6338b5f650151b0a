import { v7 } from 'uuid'
import {
  type Caller,
  DecklogError,
  type Host,
  invalidField,
  notFound,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import { isMember } from '../evaluating/world.ts'
import type { ContinuityEvent } from '../events.ts'
import { boardDecider } from '../membership/board.ts'
import type { AgentRow } from '../rows.ts'
import { boardStream } from '../streams.ts'
import type { AgentDirectory } from './agent-directory.ts'
import { createRegistrations } from './registrations.ts'
import type { KnownAgent, Roster } from './roster.ts'
import { idOfNew, requireSelf, speaksForOthers } from './self.ts'

/** Finds the agents that callers speak of or for, and registers those that beat under a new name. A token of an agent beats for itself. */
export interface AgentFinder {
  /** Retired or not; DECKLOG_NOT_FOUND when there is none that the caller may see. */
  anyById(agentId: string, caller: Caller): Promise<KnownAgent>
  /** DECKLOG_NOT_FOUND when there is none that the caller may see; DECKLOG_REFUSED when it is retired. */
  byId(agentId: string, caller: Caller): Promise<KnownAgent>
  /** The same for who beats; DECKLOG_FORBIDDEN when the caller is another agent. */
  beatingById(agentId: string, caller: Caller): Promise<KnownAgent>
  /** The agent of this name, on whichever of the caller's boards; DECKLOG_VALIDATION when that does not tell which. */
  byName(name: string, caller: Caller): Promise<KnownAgent>
  /** The agents of these names; new ones are registered, once however many ask at once. */
  byNames(
    boardId: string,
    names: readonly string[],
    caller: Caller,
  ): Promise<(name: string) => KnownAgent>
}

/** Creates the finder of a process. */
export function createAgentFinder(
  host: Host<ContinuityConfig, ContinuityEvent>,
  directory: AgentDirectory,
): AgentFinder {
  const register = createRegistrations(async (boardId, names, actor) => {
    const agents = names.map(name => ({ boardId, agentId: idOfNew(actor) ?? v7(), name }))
    const { events } = await host.execute(boardDecider, {
      ...{ stream: boardStream(boardId), actor },
      command: { kind: 'register', agents },
    })
    directory.learn(boardId, events)
    // Another process may have been faster with some of them, or with something else of the board.
    const roster = await directory.rosterOf(boardId)
    if (names.some(name => !roster?.named(name))) await directory.currentRosterOf(boardId)
  })

  async function anyById(agentId: string, caller: Caller): Promise<KnownAgent> {
    const agent = await directory.byId(agentId)
    if (agent && seesBoard(caller, agent.boardId)) return agent
    throw notFound('agent')
  }

  async function byId(agentId: string, caller: Caller): Promise<KnownAgent> {
    const agent = await anyById(agentId, caller)
    if (agent.phase === 'active') return agent
    throw new DecklogError('DECKLOG_REFUSED', 'This agent is retired.')
  }

  async function beatingById(agentId: string, caller: Caller): Promise<KnownAgent> {
    const agent = await byId(agentId, caller)
    requireSelf(agent, caller.actor)
    return agent
  }

  /** The names that are new and that the caller may register: who speaks for itself alone, itself alone. */
  async function registrable(
    roster: Roster,
    names: readonly string[],
    { actor }: Caller,
  ): Promise<readonly string[]> {
    const missing = [...new Set(names)].filter(name => !roster.named(name))
    if (speaksForOthers(actor)) return missing
    const agentId = idOfNew(actor)
    if (agentId === undefined) return missing.filter(name => name === actor.id)
    const known = await directory.byId(agentId)
    return known ? [] : missing.slice(0, 1)
  }

  return {
    anyById,
    byId,
    beatingById,
    async byName(name, caller) {
      const { rows } = await host.rows<AgentRow>('agent-continuity', { equals: { name } })
      const seen = rows.filter(row => isMember(row) && seesBoard(caller, row.board_id))
      const [row, ...others] = seen
      if (!row) throw invalidField('board_id', 'is needed for a new agent')
      if (others.length > 0)
        throw invalidField('board_id', 'is needed: several boards have an agent of this name')
      return beatingById(row.agent_id, caller)
    },
    async byNames(boardId, names, caller) {
      const roster = seesBoard(caller, boardId) ? await directory.rosterOf(boardId) : undefined
      if (!roster) throw notFound('board')
      const missing = await registrable(roster, names, caller)
      if (missing.length > 0) await register(boardId, missing, caller.actor)
      return name => {
        const agent = roster.named(name)
        requireSelf(agent ?? { agentId: undefined, name }, caller.actor)
        if (agent) return agent
        throw new DecklogError(
          'DECKLOG_REVISION_CONFLICT',
          'This agent was just renamed or retired.',
        )
      }
    },
  }
}
