import Joi from 'joi'
import {
  defineRoute,
  gapsOfRow,
  inputs,
  notFound,
  rowsQuery,
  type ReadHost,
  type Route,
  seesBoard,
  shareNextOf,
  WrittenJson,
} from '../../core/plugin-api.ts'
import { runtimeFactsOf } from '../../plugins/continuity/judging/runtime-facts.ts'
import { continuities, isIll } from '../../plugins/continuity/words.ts'
import { agentListSchema, agentSchema, snapshotSchema } from './body-schema.ts'
import { findAgents, type AgentQuery } from './find-agents.ts'
import { createJudging } from './judging.ts'
import { agents, readBoard } from './queries.ts'
import { type AgentBody, toBody } from './to-body.ts'

const shows = ['agent-continuity', 'boards', 'receiving']
const tags = ['agents']

/** The routes of `agent-continuity`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [snapshot(host), agentList(host), agent(host)]
}

const snapshot = (host: ReadHost): Route => {
  // All who look at a board are told that it has changed, and ask at once.
  const write = {
    all: shareNextOf(id => writeSnapshot(host, id, () => true)),
    ill: shareNextOf(id => writeSnapshot(host, id, ({ continuity }) => isIll(continuity))),
  }
  return defineRoute<{ board_id: string }, SnapshotQuery>({
    method: 'GET',
    path: '/api/v1/boards/{board_id}/agent-continuity',
    scope: 'read',
    summary: 'Says of each agent of a board whether it really works, judged at this moment.',
    tags,
    lenient: true,
    params: Joi.object({ board_id: inputs.uuid().required().description('Id of the board.') }),
    query: Joi.object({
      agents: Joi.valid('all', 'ill')
        .default('all')
        .description(
          '`ill`: of the agents only those that are stale, failing or unreachable. The counts are of all.',
        ),
    }),
    response: snapshotSchema,
    shows,
    async handle({ params: { board_id: boardId }, query, caller }) {
      const written = query.agents === 'ill' ? write.ill : write.all
      const body = seesBoard(caller, boardId) ? await written(boardId) : undefined
      if (!body) throw notFound('board')
      return { body }
    },
  })
}

interface SnapshotQuery {
  readonly agents: 'all' | 'ill'
}

const agentList = (host: ReadHost): Route =>
  defineRoute<unknown, AgentQuery>({
    method: 'GET',
    path: '/api/v1/agents',
    scope: 'read',
    summary: 'Lists agents by the time of their creation, each judged at this moment.',
    tags,
    query: Joi.object({
      ...rowsQuery,
      board_id: inputs.uuid().description('Only those of this board.'),
      continuity: Joi.valid(...continuities).description('Only those that stand like this.'),
    }),
    response: agentListSchema,
    shows,
    async handle({ query, caller }) {
      const { items, headers } = await findAgents(host, query, caller.boards)
      return { body: { agents: items.map(({ body }) => body) }, headers }
    },
  })

const agent = (host: ReadHost): Route =>
  defineRoute<{ agent_id: string }>({
    method: 'GET',
    path: '/api/v1/agents/{agent_id}',
    scope: 'read',
    summary: 'Answers one agent, judged at this moment.',
    tags,
    params: Joi.object({ agent_id: inputs.uuid().required().description('Id of the agent.') }),
    response: agentSchema,
    shows,
    async handle({ params, caller }) {
      const found = agents.find(host, params.agent_id)
      const [row, judging] = await Promise.all([found, createJudging(host)])
      if (!row?.registered_at || !seesBoard(caller, row.board_id)) throw notFound('agent')
      const [body] = await judging.bodiesOf([row])
      const revision = row.agent_revision
      return { body, ...(revision === null ? {} : { revision: BigInt(revision) }) }
    },
  })

interface Snapshot {
  readonly board_id: string
  readonly generated_at: Date
  readonly runtime_error: string | null
  readonly counts: Readonly<Record<string, number>>
  readonly agents: readonly AgentBody[]
}

/** Writes how the agents of a board stand at this moment, of them those that are to be shown; undefined when there is no such board. */
async function writeSnapshot(
  read: ReadHost,
  boardId: string,
  isShown: (agent: AgentBody) => boolean,
): Promise<WrittenJson | undefined> {
  const found = await readSnapshot(read, boardId)
  return (
    found && new WrittenJson(JSON.stringify({ ...found, agents: found.agents.filter(isShown) }))
  )
}

async function readSnapshot(read: ReadHost, boardId: string): Promise<Snapshot | undefined> {
  const now = read.clock.now()
  const found = await readBoard(read, boardId)
  if (!found) return undefined
  const gaps = gapsOfRow(read, found.receiving, now)
  const runtime = runtimeFactsOf(found.board, { gaps, now })
  const agents = found.agents.map(row => toBody(row, { runtime, gaps, now }))
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
