import { get, send, type Read } from '../../api/client.ts'
import { agentsPage, boardsPage } from '../../api/lists.ts'
import { useReading, useRows, type Shown, type ShownRows } from '../../parts/use-reading.ts'
import { levelOfContinuity, rankOf } from '../../words/levels.ts'

export type Board = Read<'/api/v1/boards/{board_id}'>
export type Agent = Read<'/api/v1/agents/{agent_id}'>
export type Continuity = Agent['continuity']
type AgentTransition = Read<'/api/v1/agents/{agent_id}/transitions'>['transitions'][number]

/** How agents can stand, the worst first. */
export const standings = ['failing', 'unreachable', 'stale', 'new', 'paused', 'alive'] as const

/** The boards, by the time they were made. */
export function useBoards(): ShownRows<Board> {
  return useRows<Board>({
    of: 'all boards',
    topic: 'boards',
    keyOf: ({ id }) => id,
    compare: (a, b) => (a.created_at < b.created_at ? -1 : 1),
    page: boardsPage,
  })
}

/** One board. */
export function useBoard(id: string): Shown<Board> {
  return useReading({
    of: `board ${id}`,
    topics: ['boards'],
    only: (_topic, key) => key === null || key === id,
    read: async signal =>
      (await get('/api/v1/boards/{board_id}', { params: { board_id: id }, signal })).body,
  })
}

/** All agents of a board, the worst first; of them only those that changed are read again. */
export function useAgents(boardId: string): ShownRows<Agent> {
  return useRows<Agent>({
    of: `agents of ${boardId}`,
    topic: 'agent-continuity',
    pages: 'all',
    everyMs: 900,
    keyOf: ({ agent_id: id }) => id,
    compare: compareAgents,
    async page(query, signal) {
      const { rows, next } = await agentsPage({ ...query, board_id: boardId }, signal)
      return { rows: rows.filter(({ phase }) => phase !== 'retired'), next }
    },
  })
}

// One that counts is hundreds of times as fast as asking each time.
const names = new Intl.Collator('en', { numeric: true })

/** The worst first, and those that stand alike by name. */
export function compareAgents(a: Agent, b: Agent): number {
  const worse = standings.indexOf(a.continuity) - standings.indexOf(b.continuity)
  return worse || names.compare(a.agent_name, b.agent_name)
}

/** One agent and how it came to stand so. */
export interface AgentShown {
  readonly agent: Agent
  readonly transitions: readonly AgentTransition[]
}

/** One agent, with its last transitions. */
export function useAgent(id: string): Shown<AgentShown> {
  return useReading<AgentShown>({
    of: `agent ${id}`,
    topics: ['agent-continuity', 'agent-transitions'],
    only: (topic, key) => topic !== 'agent-continuity' || key === null || key === id,
    everyMs: 1_000,
    async read(signal) {
      const params = { agent_id: id }
      const [agent, found] = await Promise.all([
        get('/api/v1/agents/{agent_id}', { params, signal }),
        get('/api/v1/agents/{agent_id}/transitions', { params, query: { limit: 50 }, signal }),
      ])
      return { agent: agent.body, transitions: found.body.transitions }
    },
  })
}

/** The last beats of an agent. They are read once, and again when changes may have been missed. */
export function useBeats(id: string): Shown<Read<'/api/v1/agents/{agent_id}/beats'>> {
  return useReading({
    of: `beats of ${id}`,
    topics: ['agent-continuity'],
    only: (_topic, key) => key === null,
    read: async signal =>
      (await get('/api/v1/agents/{agent_id}/beats', { params: { agent_id: id }, signal })).body,
  })
}

/** Lets an agent rest, or work again. */
export async function handleAgent(
  verb: 'pause' | 'resume',
  { id, reason, key }: { readonly id: string; readonly reason: string; readonly key: string },
): Promise<void> {
  const params = { agent_id: id }
  await send('post', `/api/v1/agents/{agent_id}/${verb}`, { params, body: { reason }, key })
}

/** How bad an agent is. */
export function levelOfAgent({ continuity }: Pick<Agent, 'continuity'>) {
  return levelOfContinuity(continuity)
}

/** How many agents stand in each way. */
export function countAgents(agents: readonly Agent[]): Readonly<Record<Continuity, number>> {
  const counts = { new: 0, alive: 0, stale: 0, failing: 0, unreachable: 0, paused: 0 }
  for (const { continuity } of agents) counts[continuity] += 1
  return counts
}

/** Whether an agent is among the ill ones. */
export function isIll(agent: Pick<Agent, 'continuity'>): boolean {
  return rankOf(levelOfAgent(agent)) > 0
}
