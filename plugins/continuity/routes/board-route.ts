import Joi from 'joi'
import {
  commandOf,
  defineRoute,
  type Host,
  inputs,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import { targetBody, targetSchema } from '../answering/target-body.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import type { BoardSettings } from '../settings.ts'
import { boardDecider } from '../membership/board.ts'
import { checkTarget, targetInput, targetOf, type TargetInput } from '../membership/target-input.ts'
import { boardStream } from '../streams.ts'
import { runtimeKinds, type RuntimeKind } from '../target.ts'

interface Payload {
  readonly name: string
  readonly slug: string
  readonly runtime: TargetInput<RuntimeKind> | null
}

/** The route that makes a board, or changes its settings. */
export function boardRoute(host: Host<ContinuityConfig, ContinuityEvent>): Route {
  return defineRoute<{ board_id: string }, unknown, Payload>({
    method: 'PUT',
    path: '/api/v1/boards/{board_id}',
    scope: 'operate',
    summary: 'Makes a board, or changes what it is called and where its agents run.',
    tags: ['boards'],
    params: Joi.object({
      board_id: inputs.uuid().required().description('Id of the board.'),
    }),
    payload: Joi.object({
      name: Joi.string().trim().min(1).max(200).required().description('What it is called.'),
      slug: Joi.string()
        .pattern(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words with dashes')
        .max(100)
        .required()
        .description('Its name in addresses.'),
      runtime: targetInput(runtimeKinds)
        .allow(null)
        .default(null)
        .description('Where its agents run; without one they are judged by beats and probes.'),
    }),
    response: Joi.object({
      id: inputs.uuid().required(),
      name: Joi.string().required(),
      slug: Joi.string().required(),
      runtime: targetSchema.allow(null).required(),
    }),
    shows: ['boards'],
    async handle(call) {
      const { board_id: boardId } = call.params
      if (!seesBoard(call.caller, boardId)) throw notFound('board')
      const { name, slug, runtime } = call.payload
      await checkTarget(host.outbound, 'runtime', runtime)
      const target = runtime && targetOf(runtime, host.config.probes)
      const settings: BoardSettings = { boardId, name, slug, runtime: target }
      const { position, revision } = await host.execute(boardDecider, {
        ...commandOf(call),
        stream: boardStream(boardId),
        command: { kind: 'configure', settings },
      })
      const body = { id: boardId, name, slug, runtime: targetBody(target) }
      return { body, position, revision }
    },
  })
}
