import type { Judged } from '../membership/agent.ts'
import { describe } from '../judging/describe.ts'
import { agentFactsOf } from '../judging/agent-facts.ts'
import { evidenceOf } from '../judging/evidence.ts'
import { judge } from '../judging/judge.ts'
import type { JudgedAgentRow } from '../rows.ts'
import type { BoardView, World } from './world.ts'

/**
 * The judgements of a board's agents that differ from the recorded ones. A runtime that fails for the whole board is recorded
 * once, of the runtime: it changes nothing that is recorded of its agents.
 */
export function changesOf(view: BoardView, world: World): readonly Judged[] {
  return view.agents.flatMap(agent => changeOf(agent, view, world) ?? [])
}

function changeOf(
  row: JudgedAgentRow,
  { runtime }: BoardView,
  { gaps, now, position }: World,
): Judged | undefined {
  const agent = agentFactsOf(row)
  const { continuity, reason, since } = judge({ agent, runtime, gaps, now })
  if (reason === 'runtime_unavailable') return undefined
  if (continuity === row.continuity && reason === row.continuity_reason) return undefined
  const { name } = row
  return {
    ...{ boardId: row.board_id, agentId: row.agent_id, name },
    to: continuity,
    reason,
    text: describe({ name, reason, since, runtimeError: runtime.error }),
    becameTrueAt: since.toISOString(),
    detectedAt: now.toISOString(),
    judgedPosition: String(position),
    evidence: evidenceOf({ agent, runtime }),
    signs: row.signs,
  }
}
