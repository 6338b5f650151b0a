import Joi from 'joi'
import { notFound } from '../errors.ts'
import { gateModes, type GateMode } from '../gate.ts'
import { commandOf } from '../http/command-of.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { words } from '../validation/fields.ts'
import type { GateKeeper } from './gate-keeper.ts'
import type { GateModes } from './gate-modes.ts'

interface Body {
  readonly mode: GateMode
  readonly reason: string
}

/** The route that sets what follows from the answers of a gate. Autonomy does not: its tokens hold no `approve`. */
export function gateModeRoute(keeper: GateKeeper, modes: GateModes): Route {
  return defineRoute<{ name: string }, unknown, Body>({
    method: 'POST',
    path: '/api/v1/gates/{name}/mode',
    revision: 'none',
    scope: 'approve',
    summary:
      'Sets what follows from the answers of a gate: nothing (`watch`), a warning (`warn`), or what they say (`deny`); it is recorded with its reason.',
    tags: ['gates'],
    params: Joi.object({ name: Joi.string().max(100).required().description('Its name.') }),
    payload: Joi.object({
      mode: Joi.valid(...gateModes)
        .required()
        .description('From now on.'),
      reason: words(1_000).required().description('Why.'),
    }).required(),
    response: Joi.object({
      name: Joi.string().required(),
      mode: Joi.valid(...gateModes).required(),
    }),
    async handle(call) {
      const { params, payload } = call
      const gate = keeper.list().find(({ name }) => name === params.name)
      // Gates are of no board: who is limited to boards sets none.
      if (!gate || call.caller.boards !== null) throw notFound('gate')
      const { mode: to, reason } = payload
      const origin = commandOf(call, 'left out')
      const { position } = await modes.set(gate, { to, reason, origin })
      return { body: { name: gate.name, mode: to }, position }
    },
  })
}
