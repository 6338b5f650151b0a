import { v7 } from 'uuid'
import type { Caller } from './caller.ts'

/** The agents of a benchmark. */
export interface Fleet {
  readonly agents: readonly string[]
  readonly boards: number
  /** A board of 1,000 further agents, and the last of them. */
  readonly largeBoard: string
  readonly lastAgent: string
}

const largeBoardSize = 1_000
const bodySize = 100

/** Makes boards and their agents, which register by their first beats. */
export async function makeFleet(caller: Caller, boards: number, agents: number): Promise<Fleet> {
  const each = Math.ceil(agents / boards)
  const ids: string[] = []
  for (let board = 0; board < boards; board += 1)
    ids.push(...(await makeBoard(caller, `board ${board}`, each)).agents)
  const large = await makeBoard(caller, 'large board', largeBoardSize)
  const lastAgent = large.agents.at(-1) ?? ''
  return { agents: ids.slice(0, agents), boards, largeBoard: large.id, lastAgent }
}

/** A board and its agents. */
export interface MadeBoard {
  readonly id: string
  readonly agents: readonly string[]
}

/** Makes a board of so many agents, which register by their first beats. */
export async function makeBoard(caller: Caller, name: string, size: number): Promise<MadeBoard> {
  const id = v7()
  await caller.call('PUT', `/api/v1/boards/${id}`, { name, slug: name.replaceAll(' ', '-') })
  const agents: string[] = []
  for (let from = 0; from < size; from += bodySize) {
    const length = Math.min(bodySize, size - from)
    const names = Array.from({ length }, (_, n) => `agent ${from + n}`)
    agents.push(...(await firstBeats(caller, id, names)))
  }
  return { id, agents }
}

async function firstBeats(
  caller: Caller,
  boardId: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const heartbeats = names.map(name => ({ board_id: boardId, name }))
  const answer: { results: readonly { agent_id: string }[] } = JSON.parse(
    await caller.call('POST', '/api/v1/heartbeats', { heartbeats }),
  )
  return answer.results.map(({ agent_id: agent }) => agent)
}
