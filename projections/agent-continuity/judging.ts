import { readGaps, type ReadHost } from '../../core/plugin-api.ts'
import { targetBody } from '../../plugins/continuity/answering/target-body.ts'
import {
  type RuntimeFacts,
  runtimeFactsOf,
} from '../../plugins/continuity/judging/runtime-facts.ts'
import { agentFactsOf } from '../../plugins/continuity/judging/agent-facts.ts'
import { rhythmBody } from '../../plugins/continuity/membership/rhythm.ts'
import type { AgentRow } from '../../plugins/continuity/rows.ts'
import { boardsById } from './queries.ts'
import { type AgentBody, type Surroundings, toBody } from './to-body.ts'

/** Judges agents of several boards at one moment, as the API answers them. */
export interface Judging {
  bodiesOf(agents: readonly AgentRow[]): Promise<readonly AgentBody[]>
}

/** Creates the judging of one answer; each board is read once. */
export async function createJudging(read: ReadHost): Promise<Judging> {
  const now = read.clock.now()
  const gaps = await readGaps(read, now)
  const runtimes = new Map<string, RuntimeFacts>()
  const nowhere = runtimeFactsOf(
    { runtime: null, lost: null, signs: { probe: null, sessions: null } },
    { gaps, now },
  )
  return {
    async bodiesOf(agents) {
      const missing = new Set(agents.map(agent => agent.board_id).filter(id => !runtimes.has(id)))
      for (const board of missing.size > 0 ? await boardsById(read, [...missing]) : [])
        runtimes.set(board.board_id, runtimeFactsOf(board, { gaps, now }))
      return agents.map(agent =>
        toAgentBody(agent, { runtime: runtimes.get(agent.board_id) ?? nowhere, gaps, now }),
      )
    },
  }
}

/** An agent by itself: how it stands, and how it is looked at. */
function toAgentBody(row: AgentRow, surroundings: Surroundings): AgentBody {
  return Object.assign(toBody(row, surroundings), {
    phase: row.retired_at ? 'retired' : row.paused_at ? 'paused' : 'active',
    heartbeat: rhythmBody(agentFactsOf(row)),
    probe: targetBody(row.probe),
    run_id: row.signs.beat?.runId ?? null,
    created_at: row.registered_at,
    updated_at: updatedAt(row),
  })
}

function updatedAt({ updated_at: decidedAt, signs: { beat } }: AgentRow): Date | string | null {
  if (!beat || (decidedAt && decidedAt.toISOString() > beat.receivedAt)) return decidedAt
  return beat.receivedAt
}
