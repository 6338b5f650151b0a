import type { Gap, JudgedFacts } from '../../../core/plugin-api.ts'
import type { BoardView } from '../evaluating/world.ts'
import { type AgentFacts, agentFactsOf } from '../judging/agent-facts.ts'
import {
  type RuntimeFacts,
  runtimeFactsOf,
  type RuntimeKnowledge,
} from '../judging/runtime-facts.ts'
import {
  type AgentFact,
  agentFact,
  agentOfFact,
  type GapFact,
  gapFacts,
  gapsOfFacts,
  runtimeFact,
} from '../judging/situation-facts.ts'
import type { JudgedAgentRow } from '../rows.ts'
import type { AgentSigns } from '../signs.ts'

/** What an answer of the gate `continuity` rests on. Times are ISO 8601. */
export interface BoardFacts extends JudgedFacts {
  readonly settings: { readonly denyAbovePercent: number }
  readonly at: string
  /** Null: nobody knows it. */
  readonly board: BoardFact | null
}

interface BoardFact {
  readonly name: string
  readonly runtime: RuntimeKnowledge
  readonly gaps: readonly GapFact[]
  readonly agents: readonly GatedAgentFact[]
}

interface GatedAgentFact {
  readonly name: string
  readonly eventId: string | null
  readonly facts: AgentFact
  readonly signs: AgentSigns
}

/** An agent as the gate judges it; `eventId`: of its recorded standing. */
export interface GatedAgent {
  readonly name: string
  readonly eventId: string | null
  readonly facts: AgentFacts
}

/** A board as the gate judges it. */
export interface GatedBoard {
  readonly board: { readonly name: string } & Pick<RuntimeKnowledge, 'lost'>
  readonly runtime: RuntimeFacts
  readonly agents: readonly GatedAgent[]
}

/** What is recorded of a board that was judged. */
export function boardFact({ board, agents: rows }: BoardView, gaps: readonly Gap[]): BoardFact {
  const agents = rows.map(gatedAgent)
  const all = agents.map(({ facts }) => facts)
  const runtime = runtimeFact(board, all)
  return {
    ...{ name: board.name, runtime, gaps: gapFacts(gaps, all, runtime) },
    agents: agents.map(({ name, eventId, facts }) => {
      return { name, eventId, facts: agentFact(facts), signs: slim(facts.signs) }
    }),
  }
}

/** A board as it was judged at a time. */
export function viewOf({ name, runtime, gaps, agents }: BoardFact, now: Date): GatedBoard {
  return {
    board: { name, lost: runtime.lost },
    runtime: runtimeFactsOf(runtime, { gaps: gapsOfFacts(gaps), now }),
    agents: agents.map(agent => ({ ...agent, facts: agentOfFact(agent.facts, agent.signs) })),
  }
}

/** An agent of the read model as the gate judges it. */
export function gatedAgent(row: JudgedAgentRow): GatedAgent {
  return { name: row.name, eventId: row.continuity_event_id, facts: agentFactsOf(row) }
}

// What nobody is judged by: numbers and words of its own.
function slim({ beat, outcome, probe, ...signs }: AgentSigns): AgentSigns {
  return {
    ...signs,
    beat: beat && { ...beat, seq: null, sentAt: null, runId: null },
    probe: probe && { ...probe, reading: { ...probe.reading, detail: null } },
    ...(outcome ? { outcome: { ...outcome, output: null } } : {}),
  }
}
