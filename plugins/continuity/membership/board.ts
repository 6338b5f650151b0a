import { isDeepStrictEqual } from 'node:util'
import { type Decider, DecklogError, notFound } from '../../../core/plugin-api.ts'
import type { BoardEvent, NamedAgent } from '../events.ts'
import type { BoardSettings } from '../settings.ts'

/** An agent of a board; the name of a retired one is free. */
export interface Member {
  readonly agentId: string
  readonly name: string
  readonly phase: 'active' | 'retired'
}

/** A board as its stream tells. */
export interface Board {
  /** Null: there is no such board. */
  readonly settings: BoardSettings | null
  readonly members: readonly Member[]
}

export type BoardCommand =
  | { readonly kind: 'configure'; readonly settings: BoardSettings }
  /** Register those whose names are not taken. */
  | { readonly kind: 'register'; readonly agents: readonly NamedAgent[] }
  /** Have this agent under this name. */
  | { readonly kind: 'place'; readonly agent: NamedAgent }
  | { readonly kind: 'retire'; readonly agentId: string; readonly reason: string | null }
  /** Retire its agents, so many at once, and with the last of them forget the board. */
  | { readonly kind: 'forget'; readonly reason: string }

/** The rules of `board-<id>`, which alone decides who its agents are and what they are called. */
export const boardDecider: Decider<Board, BoardCommand, BoardEvent> = {
  initial: { settings: null, members: [] },
  evolve: (board, event) => evolveAll(board, [event]),
  evolveAll,
  foldVersion: 2,
  decide(command, board) {
    switch (command.kind) {
      case 'configure':
        return configure(command.settings, board)
      case 'register':
        return register(command.agents, known(board))
      case 'place':
        return place(command.agent, known(board))
      case 'retire':
        return retire(command, known(board))
      case 'forget':
        return forget(command.reason, known(board))
      default:
        return command satisfies never
    }
  },
}

// A board of many agents is copied once for many events, not once for each.
function evolveAll(board: Board, events: readonly BoardEvent[]): Board {
  const members = new Map(board.members.map(member => [member.agentId, member]))
  let { settings } = board
  for (const { type, data } of events) {
    switch (type) {
      case 'continuity.BoardConfigured':
        settings = data
        break
      case 'continuity.BoardForgotten':
        settings = null
        break
      case 'continuity.AgentRegistered':
        members.set(data.agentId, { agentId: data.agentId, name: data.name, phase: 'active' })
        break
      case 'continuity.AgentRenamed':
        change(members, data.agentId, { name: data.name })
        break
      case 'continuity.AgentRetired':
        change(members, data.agentId, { phase: 'retired' })
        break
      default:
        return type satisfies never
    }
  }
  return { settings, members: [...members.values()] }
}

function change(members: Map<string, Member>, agentId: string, changed: Partial<Member>): void {
  const member = members.get(agentId)
  if (member) members.set(agentId, { ...member, ...changed })
}

function known(board: Board): Board {
  if (board.settings) return board
  throw notFound('board')
}

function configure(settings: BoardSettings, board: Board): readonly BoardEvent[] {
  if (board.settings && isDeepStrictEqual(board.settings, settings)) return []
  return [{ type: 'continuity.BoardConfigured', data: settings }]
}

function register(agents: readonly NamedAgent[], { members }: Board): readonly BoardEvent[] {
  const taken = new Set(members.filter(isActive).map(({ name }) => name))
  const ids = new Set(members.map(({ agentId }) => agentId))
  const events: BoardEvent[] = []
  for (const agent of agents) {
    if (taken.has(agent.name) || ids.has(agent.agentId)) continue
    taken.add(agent.name)
    ids.add(agent.agentId)
    events.push({ type: 'continuity.AgentRegistered', data: agent })
  }
  return events
}

function place(agent: NamedAgent, { members }: Board): readonly BoardEvent[] {
  const member = members.find(({ agentId }) => agentId === agent.agentId)
  if (member?.phase === 'retired') throw refused('This agent is retired.')
  if (member?.name === agent.name) return []
  const holder = members.find(one => one.name === agent.name && isActive(one))
  if (holder) throw refused('Another agent of the board has this name.', holder.agentId)
  return [
    member
      ? { type: 'continuity.AgentRenamed', data: { ...agent, from: member.name } }
      : { type: 'continuity.AgentRegistered', data: agent },
  ]
}

function retire(
  { agentId, reason }: Extract<BoardCommand, { kind: 'retire' }>,
  { settings, members }: Board,
): readonly BoardEvent[] {
  const member = members.find(one => one.agentId === agentId)
  if (!member || !settings) throw notFound('agent')
  if (member.phase === 'retired') return []
  const { name } = member
  const data = { boardId: settings.boardId, agentId, name, reason }
  return [{ type: 'continuity.AgentRetired', data }]
}

// A board of many agents is forgotten in several appends: no append holds them all.
const MOST_RETIRED = 500

function forget(reason: string, { settings, members }: Board): readonly BoardEvent[] {
  if (!settings) throw notFound('board')
  const { boardId, name: boardName } = settings
  const active = members.filter(isActive)
  const events: BoardEvent[] = active.slice(0, MOST_RETIRED).map(({ agentId, name }) => ({
    type: 'continuity.AgentRetired',
    data: { boardId, agentId, name, reason },
  }))
  if (active.length <= MOST_RETIRED)
    events.push({ type: 'continuity.BoardForgotten', data: { boardId, boardName, reason } })
  return events
}

function isActive({ phase }: Member): boolean {
  return phase === 'active'
}

function refused(message: string, agentId?: string): DecklogError {
  const extra = agentId === undefined ? {} : { agent_id: agentId }
  return new DecklogError('DECKLOG_REFUSED', message, { extra })
}
