import { gapsUntil } from '../../core/receiving/gaps.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { runtimeFactsOf } from '../../plugins/continuity/judging/runtime-facts.ts'
import { continuities } from '../../plugins/continuity/words.ts'
import { agentsOf, boardsById, getReceiving } from './queries.ts'
import { toBody, type AgentBody } from './to-body.ts'

/** Reads how the agents of a board stand at this moment; undefined when there is no such board. */
export async function readSnapshot(read: ReadHost, boardId: string): Promise<object | undefined> {
  const [[board], rows, receiving] = await Promise.all([
    boardsById(read, [boardId]),
    agentsOf(read, boardId),
    getReceiving(read),
  ])
  if (!board) return undefined
  const now = read.clock.now()
  const runtime = runtimeFactsOf(board, now)
  const gaps = gapsUntil(receiving, now)
  const agents = rows.map(row => toBody(row, { runtime, gaps, now }))
  return {
    board_id: boardId,
    generated_at: now,
    runtime_error: runtime.error,
    counts: count(agents),
    agents,
  }
}

function count(agents: readonly AgentBody[]): Readonly<Record<string, number>> {
  const counts = Object.fromEntries(continuities.map(name => [name, 0]))
  for (const { continuity } of agents) counts[continuity] = (counts[continuity] ?? 0) + 1
  return counts
}
