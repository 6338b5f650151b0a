import Joi from 'joi'
import { defineRoute, type Route } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import type { RolloutConfig } from '../config.ts'
import type { RolloutEvent } from '../events.ts'
import { answerVerification } from './answer.ts'
import { executedSchema } from './body.ts'

/** POST /api/v1/runtime/verification/execute, which Mission Control calls. */
export function executeRoute(host: Host<RolloutConfig, RolloutEvent>): Route {
  return defineRoute<unknown, { gsd_run_id?: string }>({
    method: 'POST',
    path: '/api/v1/runtime/verification/execute',
    scope: 'operate',
    summary: 'Verifies the default target, and takes the result into a run.',
    tags: ['rollout'],
    lenient: true,
    query: Joi.object({
      gsd_run_id: Joi.string()
        .lowercase()
        .guid()
        .empty('')
        .description('The run that it is evidence of.'),
    }),
    payload: Joi.object().unknown().allow(null),
    response: executedSchema,
    shows: ['verifications'],
    handle: call =>
      answerVerification(
        host,
        {
          target: host.config.defaultTarget,
          runId: call.query.gsd_run_id ?? null,
          releaseId: null,
          healthGate: null,
          reportedImages: null,
        },
        call,
      ),
  })
}
