import Joi from 'joi'
import { seesBoard } from '../access/sees-board.ts'
import { notFound } from '../errors.ts'
import { type Gate, type GateAnswer, gateModes } from '../gate.ts'
import { time } from '../validation/fields.ts'
import type { GateKeeper } from './gate-keeper.ts'
import { gateModeRoute } from './gate-mode-route.ts'
import type { GateModes } from './gate-modes.ts'
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
  withheld: Joi.object({
    mode: Joi.valid('watch', 'warn').required(),
    decision,
    reasons: Joi.array().items(reason).required(),
  }).description('What it found, where its mode is not `deny`.'),
})
const gate = Joi.object({
  name: Joi.string().required(),
  summary: Joi.string().required(),
  mode: Joi.valid(...gateModes)
    .required()
    .description('What follows from its answers: nothing, a warning at most, or what they say.'),
  mode_since: time().allow(null).required().description('Null: as it began.'),
  mode_reason: Joi.string().allow(null).required(),
  mode_by: Joi.string().allow(null).required(),
  question: Joi.object().required().description('JSON Schema of what it asks.'),
})

/** The routes of all gates: what there is to ask, and asking. Asking changes nothing, so `read` suffices. */
export function gateRoutes(keeper: GateKeeper, modes: GateModes): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/gates',
      asOf: 'taken',
      scope: 'read',
      summary: 'Lists the gates with what they ask.',
      tags: ['gates'],
      response: Joi.object({ gates: Joi.array().items(gate).required() }),
      handle: async () => ({
        body: { gates: await Promise.all(keeper.list().map(one => toListed(one, modes))) },
      }),
    }),
    defineRoute<{ name: string }, unknown, object>({
      method: 'POST',
      path: '/api/v1/gates/{name}',
      asOf: 'taken',
      revision: 'none',
      scope: 'read',
      summary: 'Asks a gate whether a step may happen now.',
      tags: ['gates'],
      params: Joi.object({ name: Joi.string().max(100).required().description('Its name.') }),
      payload: Joi.object().unknown().required().description('The fields the gate asks for.'),
      response: answer,
      async handle({ params, payload, caller, signal }) {
        refuseOtherBoards(payload, caller)
        return { body: toBody(await keeper.ask(params.name, payload, signal, caller)) }
      },
    }),
    gateModeRoute(keeper, modes),
  ]
}

function refuseOtherBoards(question: object, caller: Caller): void {
  const boardId = 'board_id' in question ? question.board_id : undefined
  if (typeof boardId !== 'string' || seesBoard(caller, boardId.toLowerCase())) return
  throw notFound('board')
}

async function toListed(listed: Gate, modes: GateModes): Promise<object> {
  const { name, summary, question } = listed
  const schema = question['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
  const { mode, since, reason: why, by } = await modes.of(listed)
  const inForce = { mode, mode_since: since, mode_reason: why, mode_by: by }
  return { name, summary, ...inForce, question: schema }
}

function toBody({ decision, reasons, position, rules, withheld }: GateAnswer): object {
  return {
    ...{ decision, reasons: listedReasons(reasons), position },
    ...(rules === undefined ? {} : { rules }),
    ...(withheld && withheld.decision !== decision
      ? { withheld: { ...withheld, reasons: listedReasons(withheld.reasons) } }
      : {}),
  }
}

function listedReasons(reasons: GateAnswer['reasons']): readonly object[] {
  return reasons.map(({ eventIds, ...rest }) => ({ ...rest, event_ids: eventIds }))
}
