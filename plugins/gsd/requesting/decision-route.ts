import Joi from 'joi'
import { seesBoard } from '../../../core/access/sees-board.ts'
import { notFound } from '../../../core/errors.ts'
import { defineRoute, type Route } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { decisionStream } from '../streams.ts'
import { uuid } from '../../../core/validation/fields.ts'

/** GET /api/v1/gate-decisions/{id}. */
export function decisionRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/gate-decisions/{id}',
    scope: 'read',
    summary: 'Gives a decision of gates as it was recorded, with the facts it was made from.',
    tags: ['gates'],
    params: Joi.object({ id: uuid().required().description('Id of the decision.') }),
    response: Joi.object().unknown(),
    async handle({ params: { id }, caller }) {
      for await (const { type, data, revision } of host.read(decisionStream(id))) {
        if (type !== 'gsd.GatesJudged' || !seesBoard(caller, data.facts.boardId)) break
        // The ledger keeps JSON as it was written: these are its bytes.
        const headers = { 'content-type': 'application/json' }
        return { body: JSON.stringify(data), headers, revision }
      }
      throw notFound('decision')
    },
  })
}
