import type { PageCursor } from '../../core/http/page.ts'
import type { ReceivingRow } from '../../core/receiving/gaps.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { AgentRow, BoardRow } from '../../plugins/continuity/rows.ts'

/** Which agents of all, and where the page begins. */
export interface AgentFilter {
  readonly boardId: string | undefined
  /** Null: of all boards. */
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

const shownColumns = [
  ...(['agent_id', 'board_id', 'name', 'registered_at', 'every_seconds', 'probe'] as const),
  ...(['runtime_session_id', 'configured_at', 'paused_at', 'resumed_at', 'signs'] as const),
  ...(['continuity', 'continuity_reason', 'continuity_since'] as const),
] as const

/** What a snapshot needs of an agent. A board has many: what is not read need not be parsed. */
export type ShownAgent = Pick<AgentRow, (typeof shownColumns)[number]>

/** Reads the agents of a board that are not retired, in the order of their creation. */
export function agentsOf(read: ReadHost, boardId: string): Promise<readonly ShownAgent[]> {
  return read.query<ShownAgent>(
    `
      select ${shownColumns.join(', ')}
      from ${read.view('agent-continuity')}
      where board_id = $1 and registered_at is not null and retired_at is null
      order by registered_revision
    `,
    [boardId],
  )
}

/** Lists agents, retired ones too, by the time of their creation. */
export function listAgents(read: ReadHost, filter: AgentFilter): Promise<readonly AgentRow[]> {
  return read.query<AgentRow>(
    `
      select *
      from ${read.view('agent-continuity')}
      where registered_at is not null
        and ($1::uuid is null or board_id = $1)
        and ($2::text[] is null or board_id::text = any ($2))
        and ($3::timestamptz is null or (registered_at, agent_id) > ($3, $4::uuid))
      order by registered_at, agent_id
      limit $5
    `,
    [
      filter.boardId ?? null,
      filter.boards,
      filter.after?.sort ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  )
}

/** Finds an agent by its id. */
export async function getAgent(read: ReadHost, agentId: string): Promise<AgentRow | undefined> {
  const [agent] = await read.query<AgentRow>(
    `
      select *
      from ${read.view('agent-continuity')}
      where agent_id = $1 and registered_at is not null
    `,
    [agentId],
  )
  return agent
}

/** Reads boards by their ids. */
export function boardsById(read: ReadHost, ids: readonly string[]): Promise<readonly BoardRow[]> {
  return read.query<BoardRow>(
    `
      select *
      from ${read.view('boards')}
      where board_id = any ($1::uuid[]) and created_at is not null
    `,
    [ids],
  )
}

/** Reads when Decklog could receive. */
export async function getReceiving(read: ReadHost): Promise<ReceivingRow | undefined> {
  const [row] = await read.query<ReceivingRow>(
    `select confirmed_at, gaps from ${read.view('receiving')}`,
  )
  return row
}
