import { defineList, type ReadHost } from '../../core/plugin-api.ts'
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
