import Joi from 'joi'
import { defineRoute, duration, type Host, type Route } from '../../../core/plugin-api.ts'
import { approvalsSchema, runSchema } from '../answering/body-schema.ts'
import { approvalsBody, runBody } from '../answering/run-body.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { type Step, steps } from '../stage.ts'
import { subjectDigestField } from './payload.ts'
import { base, commandVisible, issue, runParams, type RunParams } from './run-command.ts'

interface DecidePayload {
  readonly stage: Step
  readonly decision: 'approved' | 'rejected' | 'waived'
  readonly note: string | null
  readonly subject_digest?: string
}

/** POST /api/v1/gsd-runs/{run_id}/approvals. */
export function decideRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<RunParams, unknown, DecidePayload>({
    ...base,
    method: 'POST',
    path: '/api/v1/gsd-runs/{run_id}/approvals',
    scope: 'approve',
    summary: 'Approves, rejects or waives an approval that a run asks for.',
    params: runParams,
    payload: Joi.object({
      stage: Joi.valid(...steps)
        .default('completion')
        .description('The stage whose entry is decided on, or `completion`.'),
      decision: Joi.valid('approved', 'rejected', 'waived')
        .required()
        .description('A rejection holds until approval is asked for anew.'),
      note: Joi.string()
        .trim()
        .empty(['', null])
        .max(4_000)
        .default(null)
        .description('Why; a rejection needs it.'),
      subject_digest: subjectDigestField,
    }),
    response: approvalsSchema,
    async handle(call) {
      const { payload } = call
      const { stage: step, decision, note, subject_digest: digest } = payload
      const command = {
        kind: 'decide',
        step,
        decision,
        note,
        ...issue(host, call, digest),
      } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      return { body: approvalsBody(run, host.clock.now()), revision, position }
    },
  })
}

interface BypassPayload {
  readonly stage: Step
  readonly gates: readonly string[] | null
  readonly reason: string
  readonly expires_after: number
  readonly subject_digest?: string
}

/** POST /api/v1/gsd-runs/{run_id}/gate-bypasses. */
export function bypassRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<RunParams, unknown, BypassPayload>({
    ...base,
    method: 'POST',
    path: '/api/v1/gsd-runs/{run_id}/gate-bypasses',
    scope: 'approve',
    summary: 'Sets the deny of gates aside, for one step of this run, its release, and a while.',
    params: runParams,
    payload: Joi.object({
      stage: Joi.valid(...steps)
        .required()
        .description('The stage whose gates are set aside, or `completion`.'),
      gates: Joi.array()
        .items(Joi.string().max(200))
        .min(1)
        .max(20)
        .unique()
        .allow(null)
        .default(null)
        .description('Which gates; null: all of the step.'),
      reason: Joi.string().trim().min(1).max(4_000).required().description('Why.'),
      expires_after: duration()
        .min(1)
        .max(host.config.longestBypass)
        .required()
        .description('How long it holds.'),
      subject_digest: subjectDigestField,
    }),
    response: runSchema,
    async handle(call) {
      const { payload } = call
      const { stage: step, gates, reason, expires_after: seconds } = payload
      const issued = issue(host, call, payload.subject_digest)
      const expiresAt = new Date(Date.parse(issued.by.at) + seconds * 1_000).toISOString()
      const command = { kind: 'bypass', step, gates, reason, expiresAt, ...issued } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      return { body: runBody(run, host.clock.now()), revision, position }
    },
  })
}
