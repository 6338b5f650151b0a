import {
  type Condition,
  keysOf,
  page,
  type Page,
  type PageQuery,
  type ReadHost,
} from '../../core/plugin-api.ts'
import type { AgentRow } from '../../plugins/continuity/rows.ts'
import type { Continuity } from '../../plugins/continuity/words.ts'
import { createJudging } from './judging.ts'
import { agents } from './queries.ts'
import type { AgentBody } from './to-body.ts'

const CHUNK = 500

/** Which agents of all, and where the page begins. */
export interface AgentQuery extends PageQuery {
  readonly board_id?: string
  readonly continuity?: Continuity
}

interface Found extends AgentRow {
  readonly body: AgentBody
}

/** Finds agents by how they stand now. That is in no column: they are judged until a page is full. */
export async function findAgents(
  read: ReadHost,
  query: AgentQuery,
  boards: readonly string[] | null,
): Promise<Page<Found>> {
  const { continuity, limit, board_id: boardId } = query
  const after = agents.cursor.read(query.after)
  const judging = await createJudging(read)
  const where: readonly Condition[] = [
    'registered_at is not null',
    // Whose board is forgotten is shown no longer.
    `board_id in (select board_id from ${read.view('boards')} where created_at is not null)`,
    ['board_id = $::uuid', boardId],
    keysOf(query),
  ]
  const found: Found[] = []
  const atOnce = continuity === undefined ? limit + 1 : CHUNK
  for await (const rows of agents.each(read, { where, boards }, { after, atOnce })) {
    const bodies = await judging.bodiesOf(rows)
    for (const [index, row] of rows.entries()) {
      const body = bodies[index]
      if (body && isWanted(body, row, continuity)) found.push({ ...row, body })
    }
    if (found.length > limit) break
  }
  return page(agents.cursor, found, { query })
}

function isWanted(
  { continuity }: AgentBody,
  { retired_at: retiredAt }: AgentRow,
  wanted: Continuity | undefined,
): boolean {
  return wanted === undefined || (retiredAt === null && continuity === wanted)
}
