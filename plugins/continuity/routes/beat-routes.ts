import Joi from 'joi'
import {
  type Answer,
  type Call,
  DecklogError,
  defineRoute,
  inputs,
  type Route,
} from '../../../core/plugin-api.ts'
import { beatFields, boardIdField, nameField, type BeatInput } from '../beating/beat-input.ts'
import type { AgentFinder } from '../beating/find-agents.ts'
import type { KnownAgent } from '../beating/roster.ts'
import type { TakeBeat, TakenBeat } from '../beating/take-beat.ts'

/** What the routes of beats need. */
export interface Beating {
  readonly finder: AgentFinder
  readonly take: TakeBeat
}

/** Schema of an agent as those that Mission Control knows answer it to a beat. */
const beatenAgentSchema = Joi.object({
  id: inputs.uuid().required().description('Id of the agent.'),
  name: Joi.string().required(),
  board_id: inputs.uuid().required(),
  status: Joi.string().required().description('Its word about itself.'),
  last_seen_at: inputs.time().required().description('When Decklog received this beat.'),
  created_at: inputs.time().required().description('When it was registered.'),
  updated_at: inputs.time().required(),
})

const base = {
  method: 'POST',
  scope: 'ingest',
  tags: ['agents'],
  lenient: true,
  response: beatenAgentSchema,
} as const

/** The three ways in which one agent beats. They answer once the ledger has the beat, and wait for no read model. */
export function beatRoutes(beating: Beating): readonly Route[] {
  return [beatById(beating), beatByToken(beating), beatByName(beating)]
}

function beatById({ finder, take }: Beating): Route {
  return defineRoute<{ agent_id: string }, unknown, BeatInput>({
    ...base,
    path: '/api/v1/agents/{agent_id}/heartbeat',
    summary: 'Takes the beat of a known agent.',
    params: Joi.object({ agent_id: inputs.uuid().required().description('Id of the agent.') }),
    payload: Joi.object(beatFields),
    handle: async call =>
      answer(take, call, await finder.beatingById(call.params.agent_id, call.caller)),
  })
}

function beatByToken({ finder, take }: Beating): Route {
  return defineRoute<unknown, unknown, BeatInput>({
    ...base,
    path: '/api/v1/agent/heartbeat',
    summary: 'Takes the beat of the agent whose token it is: the subject of the token is its id.',
    payload: Joi.object(beatFields),
    async handle(call) {
      const { kind, id } = call.caller.actor
      if (kind !== 'agent' || inputs.uuid().validate(id).error) throw noAgentToken()
      return answer(take, call, await finder.beatingById(id.toLowerCase(), call.caller))
    },
  })
}

function beatByName({ finder, take }: Beating): Route {
  return defineRoute<unknown, unknown, BeatInput & { name: string; board_id?: string }>({
    ...base,
    path: '/api/v1/agents/heartbeat',
    summary: 'Takes the beat of the agent of this name; a new one is registered.',
    payload: Joi.object({
      name: nameField.required(),
      board_id: boardIdField,
      ...beatFields,
    }),
    async handle(call) {
      const { name, board_id: boardId } = call.payload
      if (boardId === undefined) return answer(take, call, await finder.byName(name, call.caller))
      const found = await finder.byNames(boardId, [name], call.caller)
      return answer(take, call, found(name))
    },
  })
}

async function answer(
  take: TakeBeat,
  { payload, caller, idempotencyKey }: Call<unknown, unknown, BeatInput>,
  agent: KnownAgent,
): Promise<Answer> {
  const taken = await take({
    ...{ agent, input: payload, actor: caller.actor },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  })
  return { body: beatenAgentBody(taken), position: taken.position }
}

function noAgentToken(): DecklogError {
  return new DecklogError(
    'DECKLOG_FORBIDDEN',
    'This token is not that of an agent: make one of kind agent whose subject is the id of the agent.',
  )
}

/** An agent that has just beaten. */
function beatenAgentBody({ agent, status, receivedAt }: TakenBeat): object {
  return {
    id: agent.agentId,
    name: agent.name,
    board_id: agent.boardId,
    status,
    last_seen_at: receivedAt,
    created_at: agent.createdAt,
    updated_at: receivedAt,
  }
}
