import Joi from 'joi'
import {
  defineList,
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
  seesBoard,
} from '../../core/plugin-api.ts'
import { transitionTable, type TransitionRow } from './projection.ts'

/** Transitions of an agent, newest first. */
const transitions = defineList<TransitionRow>()({
  of: 'agent-transitions',
  by: { detected_at: 'timestamptz', event_id: 'uuid' },
  direction: 'descending',
})

/** The routes of `agent-transitions`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<{ agent_id: string }, PageQuery>({
      method: 'GET',
      path: '/api/v1/agents/{agent_id}/transitions',
      scope: 'read',
      summary: 'Lists how the recorded standing of an agent changed, newest first.',
      tags: ['agents'],
      params: Joi.object({
        agent_id: inputs.uuid().required().description('Id of the agent.'),
      }),
      query: Joi.object(rowsQuery),
      response: Joi.object({
        agent_id: inputs.uuid().required(),
        transitions: Joi.array().items(transitionTable.schema).required(),
      }),
      shows: ['agent-transitions', 'agent-continuity'],
      async handle({ params: { agent_id: agentId }, query, caller }) {
        const boardId = await boardOf(host, agentId)
        if (boardId === undefined || !seesBoard(caller, boardId)) throw notFound('agent')
        const { items, headers } = await transitions.page(host, query, {
          where: [['agent_id = $::uuid', agentId]],
          of: agentId,
        })
        return { body: { agent_id: agentId, transitions: items.map(toBody) }, headers }
      },
    }),
  ]
}

/** A transition as the API answers it. */
function toBody(row: TransitionRow): object {
  const evidence = row.evidence.map(({ signal, says, at, eventId }) => ({
    ...{ signal, says, at, event_id: eventId },
  }))
  return { ...transitionTable.toBody(row), evidence }
}

/** Finds the board of an agent. */
async function boardOf(read: ReadHost, agentId: string): Promise<string | undefined> {
  const [agent] = await read.query<{ readonly board_id: string }>(
    `
      select board_id
      from ${read.view('agent-continuity')}
      where _key = $1 and registered_at is not null
    `,
    [agentId],
  )
  return agent?.board_id
}
