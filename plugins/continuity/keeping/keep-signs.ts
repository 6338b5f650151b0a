import { eachInTurns, type Host, type Sweep } from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import type { AgentRow, BoardRow } from '../rows.ts'
import { newestOfAgent, newestOfRuntime } from '../signs/join-signs.ts'
import { agentSignStream, runtimeSignStream } from '../streams.ts'

const AT_ONCE = 32
/** Kept so often within the retention that what expires has always been kept before. */
const TIMES = 4

/**
 * Creates the sweep that keeps what was last seen of each agent and runtime, long before the observations that showed it
 * expire: a read model built anew is then the same, whether or not the ledger has let go of them.
 */
export function createKeeping(host: Host<ContinuityConfig, ContinuityEvent>): Sweep {
  const everyMs = (host.config.retention / TIMES) * 1_000
  return {
    name: 'keep-signs',
    everySeconds: 600,
    async run(signal) {
      const now = host.clock.now()
      const turns = { atOnce: AT_ONCE, signal }
      const agents = (await host.all<AgentRow>('agent-continuity')).rows
      const dueAgents = agents.filter(row => isDue(newestOfAgent(row.signs), row, now, everyMs))
      await eachInTurns(dueAgents, turns, row => keepAgent(host, row))
      const boards = (await host.all<BoardRow>('boards')).rows
      const dueBoards = boards.filter(row => isDue(newestOfRuntime(row.signs), row, now, everyMs))
      await eachInTurns(dueBoards, turns, row => keepRuntime(host, row))
    },
  }
}

function keepAgent(
  host: Host<ContinuityConfig, ContinuityEvent>,
  { agent_id: agentId, board_id: boardId, signs }: AgentRow,
): Promise<unknown> {
  const event = { type: 'continuity.AgentSignsKept', data: { boardId, agentId, signs } } as const
  return host.observe({ stream: agentSignStream(agentId), event })
}

function keepRuntime(
  host: Host<ContinuityConfig, ContinuityEvent>,
  { board_id: boardId, signs }: BoardRow,
): Promise<unknown> {
  const event = { type: 'continuity.RuntimeSignsKept', data: { boardId, signs } } as const
  return host.observe({ stream: runtimeSignStream(boardId), event })
}

/** Tells whether there is something new to keep, and whether it is time to: what has never been kept is kept at once. */
function isDue(
  newest: Date | null,
  { kept_until: keptUntil }: { readonly kept_until: Date | null },
  now: Date,
  everyMs: number,
): boolean {
  if (newest === null) return false
  if (keptUntil === null) return true
  return newest > keptUntil && now.getTime() - keptUntil.getTime() >= everyMs
}
