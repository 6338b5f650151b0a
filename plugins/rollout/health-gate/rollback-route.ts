import Joi from 'joi'
import {
  type Caller,
  commandOf,
  defineRoute,
  type Host,
  inputs,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { RolloutConfig } from '../config.ts'
import type { RollbackResult, RolloutEvent } from '../events.ts'
import { verificationDecider, verificationStream } from '../verifying/verification.ts'

interface Body {
  readonly outcome: RollbackResult['outcome']
  readonly exit_code: number | null
  readonly duration_ms: number
  readonly output: string
}

/** POST /api/v1/verifications/{id}/rollback: what became of taking the target back, by who did. */
export function rollbackRoute(host: Host<RolloutConfig, RolloutEvent>): Route {
  return defineRoute<{ id: string }, unknown, Body>({
    method: 'POST',
    path: '/api/v1/verifications/{id}/rollback',
    scope: 'operate',
    summary: 'Records what became of taking a target back whose verification failed.',
    tags: ['rollout'],
    params: Joi.object({
      id: inputs.uuid().required().description('The verification.'),
    }),
    payload: Joi.object({
      outcome: Joi.valid('succeeded', 'failed', 'timed_out')
        .required()
        .description('How it ended.'),
      exit_code: Joi.number().integer().allow(null).required().description('Null when killed.'),
      duration_ms: Joi.number().integer().min(0).required().description('How long it took.'),
      output: Joi.string().max(4_000).allow('').required().description('The end of what it said.'),
    }).required(),
    response: Joi.object({ verification_id: inputs.uuid().required() }),
    shows: ['verifications'],
    handle: async call => {
      const { id } = call.params
      await requireVerification(host, id, call.caller)
      const { outcome, exit_code: exitCode, duration_ms: durationMs, output } = call.payload
      const result = { verificationId: id, outcome, exitCode, durationMs, output }
      const { position, revision } = await host.execute(verificationDecider, {
        stream: verificationStream(id),
        command: { type: 'roll back', result },
        ...commandOf(call),
      })
      return { body: { verification_id: id }, position, revision }
    },
  })
}

async function requireVerification(
  host: Host<RolloutConfig, RolloutEvent>,
  id: string,
  caller: Caller,
): Promise<void> {
  for await (const event of host.read(verificationStream(id), { limit: 1 })) {
    if (event.type === 'rollout.VerificationFinished' && seesBoard(caller, event.data.boardId))
      return
  }
  throw notFound('verification')
}
