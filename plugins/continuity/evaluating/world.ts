import { type Gap, gapsUntil, type Host, type ReceivingRow } from '../../../core/plugin-api.ts'
import { runtimeFactsOf, type RuntimeFacts } from '../judging/runtime-facts.ts'
import { judgedColumns, type AgentRow, type BoardRow, type JudgedAgentRow } from '../rows.ts'

/** A board with its runtime and its agents, as they stand at one moment. */
export interface BoardView {
  readonly board: BoardRow
  readonly runtime: RuntimeFacts
  /** Registered and not retired. */
  readonly agents: readonly JudgedAgentRow[]
}

/** What is judged at one moment. */
export interface World {
  readonly boards: readonly BoardView[]
  /** Forgotten while their runtimes were recorded as lost: nobody misses these any more. */
  readonly forgotten: readonly BoardView[]
  readonly gaps: readonly Gap[]
  /** When the facts were read, and where the ledger stood. */
  readonly now: Date
  readonly position: bigint
}

/** Reads all boards with their agents, or one board, from the read models. */
export async function readWorld(
  host: Pick<Host, 'rows' | 'all' | 'clock'>,
  boardId?: string,
): Promise<World> {
  const which = boardId === undefined ? {} : { equals: { board_id: boardId } }
  const now = host.clock.now()
  const [receiving, boards, agents] = await Promise.all([
    host.rows<ReceivingRow>('receiving'),
    host.all<BoardRow>('boards', which),
    host.all<JudgedAgentRow>('agent-continuity', { ...which, columns: judgedColumns }),
  ])
  const gaps = gapsUntil(receiving.rows[0], now)
  const membersOf = groupByBoard(agents.rows.filter(isMember))
  const viewOf = (board: BoardRow): BoardView => ({
    board,
    runtime: runtimeFactsOf(board, { gaps, now }),
    agents: membersOf.get(board.board_id) ?? [],
  })
  return {
    boards: boards.rows.filter(board => board.created_at !== null).map(viewOf),
    forgotten: boards.rows.filter(board => board.created_at === null && board.lost).map(viewOf),
    gaps,
    now,
    position: agents.position,
  }
}

/** Tells whether an agent is registered and not retired. */
export function isMember({
  registered_at,
  retired_at,
}: Pick<AgentRow, 'registered_at' | 'retired_at'>): boolean {
  return registered_at !== null && retired_at === null
}

function groupByBoard(agents: readonly JudgedAgentRow[]): ReadonlyMap<string, BoardView['agents']> {
  const groups = new Map<string, JudgedAgentRow[]>()
  for (const agent of agents) {
    const group = groups.get(agent.board_id)
    if (group) group.push(agent)
    else groups.set(agent.board_id, [agent])
  }
  return groups
}
