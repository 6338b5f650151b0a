import Joi from 'joi'
import { defineRoute, type Host, inputs, type Route } from '../../../core/plugin-api.ts'
import { lookAtAll } from '../checking/health-routes.ts'
import type { RolloutConfig } from '../config.ts'
import type { RolloutEvent } from '../events.ts'
import { verdicts } from '../verdict.ts'
import { findFacts } from '../verifying/find-facts.ts'
import { findTarget } from '../verifying/find-target.ts'

interface Body {
  readonly target?: string
  readonly run_id: string | null
  readonly release_id: string | null
}

const rules = Joi.object({
  initial_delay_seconds: Joi.number(),
  attempts: Joi.number().integer(),
  interval_seconds: Joi.number(),
  timeout_seconds: Joi.number(),
  successes: Joi.number().integer(),
  deadline_seconds: Joi.number(),
}).prefs({ presence: 'required' })

/** POST /api/v1/verifications/look: one look at the health of a target, which is not recorded. */
export function lookRoute(host: Host<RolloutConfig, RolloutEvent>): Route {
  return defineRoute<unknown, unknown, Body>({
    method: 'POST',
    path: '/api/v1/verifications/look',
    scope: 'operate',
    summary: 'Looks once at the health URLs of a target; records nothing.',
    tags: ['rollout'],
    payload: Joi.object({
      target: Joi.string().max(40).description('Name of a configured target; else the default.'),
      run_id: inputs.uuid().allow(null).default(null).description('The run it is for.'),
      release_id: inputs
        .sha256()
        .lowercase()
        .allow(null)
        .default(null)
        .description('The release that tells which version is right; else that of the run.'),
    }).required(),
    response: Joi.object({
      target: Joi.string().required(),
      rules: rules.required().description('How the target is to be waited for.'),
      urls: Joi.array()
        .items(
          Joi.object({
            url: Joi.string().required(),
            verdict: Joi.valid(...verdicts).required(),
            detail: Joi.string().required(),
          }),
        )
        .required(),
    }),
    handle: async ({ payload, caller, apiUrl, signal }) => {
      const { target: name = host.config.defaultTarget, run_id, release_id } = payload
      const target = findTarget(host.config, { name, apiUrl })
      const { release, boardId } = await findFacts(
        host,
        { runId: run_id, releaseId: release_id },
        caller,
      )
      const gateChecks = host.config.gateChecks
      const asked = { target, release, boardId, gateChecks }
      const context = { host, ...asked, reportedImages: null, signal }
      const looks = await lookAtAll(target.health, context)
      const urls = looks.map(({ url, verdict, detail }) => ({ url, verdict, detail }))
      return { body: { target: name, rules: toRules(target.healthGate), urls } }
    },
  })
}

function toRules(gate: RolloutConfig['targets'][string]['healthGate']): object {
  return {
    initial_delay_seconds: gate.initialDelay,
    attempts: gate.attempts,
    interval_seconds: gate.interval,
    timeout_seconds: gate.timeout,
    successes: gate.successes,
    deadline_seconds: gate.deadline,
  }
}
