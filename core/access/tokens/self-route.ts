import Joi from 'joi'
import { defineRoute, type Route, scopes } from '../../http/route.ts'

/** The route that tells a caller of itself: whose token it is and what it may do, so that nobody is offered what would be refused. */
export const selfRoute: Route = defineRoute({
  method: 'GET',
  path: '/api/v1/access/self',
  scope: 'any',
  tags: ['access'],
  summary: 'Tells whose token this is, what it may do, and on which boards.',
  response: Joi.object({
    kind: Joi.string().required().description('What the actor is: `person`, `service`, `agent`.'),
    subject: Joi.string().required().description('Who the actor is.'),
    scopes: Joi.array()
      .items(Joi.valid(...scopes))
      .required()
      .description('What it may do.'),
    boards: Joi.array()
      .items(Joi.string().guid())
      .required()
      .allow(null)
      .description('Boards that it is limited to; null: it is not.'),
  }),
  async handle({ caller: { actor, scopes: held, boards } }) {
    return { body: { kind: actor.kind, subject: actor.id, scopes: held, boards } }
  },
})
