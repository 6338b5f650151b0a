import Joi from 'joi'
import type { TakenBeat } from '../beating/take-beat.ts'

const time = Joi.string().isoDate()

/** Schema of an agent as those that Mission Control knows answer it to a beat. */
export const beatenAgentSchema = Joi.object({
  id: Joi.string().guid().required().description('Id of the agent.'),
  name: Joi.string().required(),
  board_id: Joi.string().guid().required(),
  status: Joi.string().required().description('Its word about itself.'),
  last_seen_at: time.required().description('When Decklog received this beat.'),
  created_at: time.required().description('When it was registered.'),
  updated_at: time.required(),
})

/** An agent that has just beaten. */
export function beatenAgentBody({ agent, status, receivedAt }: TakenBeat): object {
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
