import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { AgentRow } from '../../plugins/continuity/rows.ts'
import type { Continuity } from '../../plugins/continuity/words.ts'
import { createJudging } from './judging.ts'
import { listAgents, type AgentFilter } from './queries.ts'
import type { AgentBody } from './to-body.ts'

const CHUNK = 500

/** An agent found, and where the list goes on after it. */
export interface FoundAgent {
  readonly cursor: PageCursor
  readonly body: AgentBody
}

/**
 * Finds agents by how they stand now, one more than the limit when there are more. How they stand is in no column: they are
 * judged until enough are found.
 */
export async function findAgents(
  read: ReadHost,
  filter: AgentFilter & { readonly continuity: Continuity | undefined },
): Promise<readonly FoundAgent[]> {
  const judging = await createJudging(read)
  const found: FoundAgent[] = []
  const wanted = filter.limit + 1
  const limit = filter.continuity === undefined ? wanted : CHUNK
  let after = filter.after
  for (;;) {
    const rows = await listAgents(read, { ...filter, after, limit })
    const bodies = await judging.bodiesOf(rows)
    for (const [index, body] of bodies.entries()) {
      const row = rows[index]
      if (row && isWanted(body, row, filter.continuity)) found.push({ body, cursor: cursorOf(row) })
    }
    const last = rows.at(-1)
    if (!last || rows.length < limit || found.length >= wanted) return found.slice(0, wanted)
    after = cursorOf(last)
  }
}

function isWanted(
  { continuity }: AgentBody,
  { retired_at: retiredAt }: AgentRow,
  wanted: Continuity | undefined,
): boolean {
  return wanted === undefined || (retiredAt === null && continuity === wanted)
}

function cursorOf({ registered_at: at, agent_id: id }: AgentRow): PageCursor {
  return { sort: at?.toISOString() ?? null, id }
}
