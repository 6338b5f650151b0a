import { defineList, type ReadHost, type ReceivingRow } from '../../core/plugin-api.ts'
import type { RuntimeKnowledge } from '../../plugins/continuity/judging/runtime-facts.ts'
import type { AgentRow, BoardRow } from '../../plugins/continuity/rows.ts'

/** Agents, retired ones too, by the time of their creation. */
export const agents = defineList<AgentRow>()({
  of: 'agent-continuity',
  by: { registered_at: 'timestamptz', agent_id: 'uuid' },
  direction: 'ascending',
})

const shownColumns = [
  ...([
    'agent_id',
    'board_id',
    'name',
    'registered_at',
    'every_seconds',
    'grace_seconds',
    'schedule',
    'probe',
  ] as const),
  ...(['runtime_session_id', 'configured_at', 'paused_at', 'resumed_at', 'signs'] as const),
  ...(['continuity', 'continuity_reason', 'continuity_since'] as const),
] as const

/** What a snapshot needs of an agent. A board has many: what is not read need not be parsed. */
export type ShownAgent = Pick<AgentRow, (typeof shownColumns)[number]>

/** A board with its agents, and what is known of when nothing could be received. */
export interface BoardReading {
  readonly board: RuntimeKnowledge
  readonly receiving: ReceivingRow | undefined
  /** Those that are not retired, in the order of their creation. */
  readonly agents: readonly ShownAgent[]
}

// The first is the board, with nothing of an agent, and the others are its agents, with nothing of a board.
type ReadRow = ShownAgent &
  Pick<RuntimeKnowledge, 'runtime' | 'lost'> & {
    readonly registered_revision: number | null
    readonly board_signs: RuntimeKnowledge['signs']
    readonly confirmed_at: ReceivingRow['confirmed_at']
    readonly gaps: ReceivingRow['gaps'] | null
  }

/** Reads a board and all that it is judged by in one statement; undefined when there is no such board. */
export async function readBoard(
  read: ReadHost,
  boardId: string,
): Promise<BoardReading | undefined> {
  const receiving = read.view('receiving')
  const [board, ...agents] = await read.query<ReadRow>(
    `
      select runtime, lost, signs as board_signs, (select confirmed_at from ${receiving}) as confirmed_at,
        (select gaps from ${receiving}) as gaps,
        null as registered_revision, ${shownColumns.map(column => `null as ${column}`).join(', ')}
      from ${read.view('boards')}
      where _key = $1 and created_at is not null
      union all
      select null, null, null, null, null, registered_revision, ${shownColumns.join(', ')}
      from ${read.view('agent-continuity')}
      where board_id = $2::uuid and registered_at is not null and retired_at is null
      order by registered_revision nulls first
    `,
    [boardId, boardId],
  )
  if (!board || board.registered_revision !== null) return undefined
  const { runtime, lost, board_signs: signs, confirmed_at, gaps } = board
  return {
    board: { runtime, lost, signs },
    receiving: gaps ? { confirmed_at, gaps } : undefined,
    agents,
  }
}

/** Reads boards by their ids. */
export function boardsById(read: ReadHost, ids: readonly string[]): Promise<readonly BoardRow[]> {
  return read.query<BoardRow>(
    `
      select *
      from ${read.view('boards')}
      where _key = any ($1::text[]) and created_at is not null
    `,
    [ids],
  )
}
