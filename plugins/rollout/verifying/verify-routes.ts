import Joi from 'joi'
import { defineRoute, type Host, inputs, type Route } from '../../../core/plugin-api.ts'
import type { RolloutConfig } from '../config.ts'
import type { RolloutEvent } from '../events.ts'
import { type GateBody, gateBodySchema, readGateBody } from '../health-gate/gate-body.ts'
import { answerVerification } from './answer.ts'
import { executedSchema } from './body.ts'

interface Body {
  readonly target?: string
  readonly run_id: string | null
  readonly release_id: string | null
  readonly health_gate: GateBody | null
  readonly running_images: unknown
}

/** POST /api/v1/verifications: a target, compared with a release, for a run. */
export function verifyRoute(host: Host<RolloutConfig, RolloutEvent>): Route {
  return defineRoute<unknown, unknown, Body>({
    method: 'POST',
    path: '/api/v1/verifications',
    scope: 'operate',
    summary: 'Verifies a target and takes the result into its run, if it has one.',
    tags: ['rollout'],
    payload: Joi.object({
      target: Joi.string().max(40).description('Name of a configured target; else the default.'),
      run_id: inputs.uuid().allow(null).default(null).description('The run it is for.'),
      release_id: inputs
        .sha256()
        .lowercase()
        .allow(null)
        .default(null)
        .description('The release to compare with; else that of the run.'),
      health_gate: gateBodySchema.allow(null).default(null),
      running_images: Joi.any()
        .allow(null)
        .default(null)
        .description('What the target runs, where its configuration asks no URL.'),
    }).required(),
    successStatus: 201,
    response: executedSchema,
    maxBytes: 512 * 1024,
    shows: ['verifications'],
    handle: call => {
      const { target = host.config.defaultTarget, run_id, release_id, ...given } = call.payload
      const healthGate = given.health_gate && readGateBody(given.health_gate)
      const asked = { target, runId: run_id, releaseId: release_id, healthGate }
      return answerVerification(host, { ...asked, reportedImages: given.running_images }, call)
    },
  })
}

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
      gsd_run_id: inputs.uuid().empty('').description('The run that it is evidence of.'),
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
