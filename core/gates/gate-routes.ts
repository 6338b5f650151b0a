import Joi from 'joi'
import { seesBoard } from '../access/sees-board.ts'
import { notFound } from '../errors.ts'
import type { GateAnswer } from '../gate.ts'
import type { GateKeeper } from './gate-keeper.ts'
import { defineRoute, type Caller, type Route } from '../http/route.ts'

const decision = Joi.valid('allow', 'warn', 'deny').required()
const reason = Joi.object({
  gate: Joi.string().required().description('Name of the gate.'),
  decision: Joi.valid('warn', 'deny').required(),
  code: Joi.string().required().description('Stable, snake_case.'),
  text: Joi.string().required().description('The reason in a sentence.'),
  event_ids: Joi.array().items(Joi.string()).required().description('The events behind it.'),
})
const answer = Joi.object({
  decision: decision.description('The worst of the reasons; allow when there are none.'),
  reasons: Joi.array().items(reason).required(),
  position: Joi.string()
    .allow(null)
    .required()
    .description('Ledger position it was judged at; null when the gate could not look.'),
  rules: Joi.string()
    .hex()
    .length(64)
    .description('Digest of the rules that it was judged by: GET /api/v1/rules/{digest}.'),
})
const gate = Joi.object({
  name: Joi.string().required(),
  summary: Joi.string().required(),
  question: Joi.object().required().description('JSON Schema of what it asks.'),
})

/** The routes of all gates: what there is to ask, and asking. Asking changes nothing, so `read` suffices. */
export function gateRoutes(keeper: GateKeeper): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/gates',
      scope: 'read',
      summary: 'Lists the gates with what they ask.',
      tags: ['gates'],
      response: Joi.object({ gates: Joi.array().items(gate).required() }),
      handle: async () => ({ body: { gates: keeper.list().map(toListed) } }),
    }),
    defineRoute<{ name: string }, unknown, object>({
      method: 'POST',
      path: '/api/v1/gates/{name}',
      revision: 'none',
      scope: 'read',
      summary: 'Asks a gate whether a step may happen now.',
      tags: ['gates'],
      params: Joi.object({ name: Joi.string().max(100).required().description('Its name.') }),
      payload: Joi.object().unknown().required().description('The fields the gate asks for.'),
      response: answer,
      async handle({ params, payload, caller, signal }) {
        refuseOtherBoards(payload, caller)
        return { body: toBody(await keeper.ask(params.name, payload, signal)) }
      },
    }),
  ]
}

function refuseOtherBoards(question: object, caller: Caller): void {
  const boardId = 'board_id' in question ? question.board_id : undefined
  if (typeof boardId !== 'string' || seesBoard(caller, boardId.toLowerCase())) return
  throw notFound('board')
}

function toListed({ name, summary, question }: ReturnType<GateKeeper['list']>[number]): object {
  const schema = question['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
  return { name, summary, question: schema }
}

function toBody({ decision, reasons, position, rules }: GateAnswer): object {
  const listed = reasons.map(({ eventIds, ...rest }) => ({ ...rest, event_ids: eventIds }))
  return { decision, reasons: listed, position, ...(rules === undefined ? {} : { rules }) }
}
