import Joi from 'joi'
import { seesBoard } from '../../core/access/sees-board.ts'
import { DecklogError } from '../../core/errors.ts'
import { decodeCursor, page, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { continuities, reasonNames } from '../../plugins/continuity/words.ts'
import { boardOf, listTransitions } from './queries.ts'
import { toBody } from './to-body.ts'

const standing = Joi.valid(...continuities).required()
const reason = Joi.valid(...reasonNames).required()
const time = Joi.string().isoDate().required()

const transition = Joi.object({
  event_id: Joi.string().guid().required(),
  from: standing.description('Standing before.'),
  from_reason: reason,
  to: standing.description('Standing from then on.'),
  reason: reason.description('Why.'),
  text: Joi.string().required().description('That in words.'),
  became_true_at: time.description('When it became true.'),
  detected_at: time.description('When it was noticed.'),
  evidence: Joi.array()
    .items(
      Joi.object({
        signal: Joi.string().required(),
        says: Joi.string().required(),
        at: time,
        event_id: Joi.string().guid().required(),
      }),
    )
    .required()
    .description('What it rested on.'),
})

/** The routes of `agent-transitions`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<{ agent_id: string }, { limit: number; after?: string }>({
      method: 'GET',
      path: '/api/v1/agents/{agent_id}/transitions',
      scope: 'read',
      summary: 'Lists how the recorded standing of an agent changed, newest first.',
      tags: ['agents'],
      params: Joi.object({
        agent_id: Joi.string().guid().lowercase().required().description('Id of the agent.'),
      }),
      query: Joi.object(pageQuery),
      response: Joi.object({
        agent_id: Joi.string().guid().required(),
        transitions: Joi.array().items(transition).required(),
      }),
      shows: ['agent-transitions', 'agent-continuity'],
      async handle({ params: { agent_id: agentId }, query, caller }) {
        const boardId = await boardOf(host, agentId)
        if (boardId === undefined || !seesBoard(caller, boardId))
          throw new DecklogError('DECKLOG_NOT_FOUND', 'There is no such agent.')
        const { limit } = query
        const found = await listTransitions(host, agentId, {
          after: decodeCursor(query.after),
          limit,
        })
        const { items, headers } = page(found, query, row => ({
          sort: row.detected_at.toISOString(),
          id: row.event_id,
        }))
        return { body: { agent_id: agentId, transitions: items.map(toBody) }, headers }
      },
    }),
  ]
}
