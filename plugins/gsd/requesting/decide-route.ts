import Joi from 'joi'
import { defineRoute, type Route } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import { approvalsBody } from '../answering/approvals-body.ts'
import { approvalsSchema } from '../answering/body-schema.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { steps, type Step } from '../stage.ts'
import { base, runParams, type RunParams } from './base.ts'
import { issue } from './issue.ts'
import { commandVisible } from './run-command.ts'

interface DecidePayload {
  readonly stage: Step
  readonly decision: 'approved' | 'rejected' | 'waived'
  readonly note: string | null
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
    }),
    response: approvalsSchema,
    async handle(call) {
      const { payload } = call
      const { stage: step, decision, note } = payload
      const command = { kind: 'decide', step, decision, note, ...issue(host, call) } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      return { body: approvalsBody(run, host.clock.now()), revision, position }
    },
  })
}
