import Joi from 'joi'
import {
  type Call,
  commandOf,
  defineRoute,
  type Host,
  inputs,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { AgentDirectory } from '../beating/agent-directory.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import { boardDecider } from '../membership/board.ts'
import { boardStream } from '../streams.ts'

type ForgetCall = Call<{ board_id: string }, unknown, { reason: string }>

/** The route that forgets a board which does not come back. */
export function forgetBoardRoute(
  host: Host<ContinuityConfig, ContinuityEvent>,
  directory: AgentDirectory,
  forgotten: (boardId: string) => void,
): Route {
  return defineRoute<{ board_id: string }, unknown, { reason: string }>({
    method: 'POST',
    path: '/api/v1/boards/{board_id}/forget',
    scope: 'operate',
    revision: 'none',
    summary:
      'Forgets a board that does not come back, and retires its agents; made again, it is a board without agents.',
    tags: ['boards'],
    params: Joi.object({ board_id: inputs.uuid().required().description('Id of the board.') }),
    payload: Joi.object({ reason: inputs.words(500).required().description('Why.') }).required(),
    response: Joi.object({
      forgotten: inputs.uuid().required().description('Id of the board.'),
      retired: Joi.number().integer().required().description('How many agents it had.'),
    }),
    shows: ['boards', 'agent-continuity'],
    async handle(call) {
      const { board_id: boardId } = call.params
      if (!seesBoard(call.caller, boardId)) throw notFound('board')
      const { retired, position } = await forget(host, directory, call)
      // Its runtime is missed no longer, also when the board is soon made again.
      forgotten(boardId)
      return { body: { forgotten: boardId, retired }, position }
    },
  })
}

/** Retires the agents some at a time, until the board itself is forgotten. */
async function forget(
  host: Host<ContinuityConfig, ContinuityEvent>,
  directory: AgentDirectory,
  call: ForgetCall,
): Promise<{ retired: number; position: bigint }> {
  const { board_id: boardId } = call.params
  const origin = commandOf(call, 'left out')
  const key = origin.idempotencyKey
  let retired = 0
  for (let turn = 0; ; turn += 1) {
    const { events, position } = await host.execute(boardDecider, {
      ...origin,
      // Each append is one of its own: asked again with the same key, all of them are found.
      ...(key === undefined || turn === 0 ? {} : { idempotencyKey: `${key} ${turn}` }),
      stream: boardStream(boardId),
      command: { kind: 'forget', reason: call.payload.reason },
    })
    directory.learn(boardId, events)
    retired += events.filter(({ type }) => type === 'continuity.AgentRetired').length
    if (events.at(-1)?.type === 'continuity.BoardForgotten') return { retired, position }
  }
}
