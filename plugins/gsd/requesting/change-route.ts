import { defineRoute, type Route } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import { runSchema } from '../answering/body-schema.ts'
import { runBody } from '../answering/run-body.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { base, runParams, type RunParams } from './base.ts'
import { changeOf, type PatchPayload } from './change-of.ts'
import { checkRelease } from './check-release.ts'
import { issue } from './issue.ts'
import { patchSchema } from './payload-schema.ts'
import { commandVisible } from './run-command.ts'

/** PATCH /api/v1/gsd-runs/{run_id}. */
export function changeRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<RunParams, unknown, PatchPayload>({
    ...base,
    method: 'PATCH',
    path: '/api/v1/gsd-runs/{run_id}',
    scope: 'operate',
    summary: 'Changes a run: everything it says happens together, or nothing.',
    lenient: true,
    params: runParams,
    payload: patchSchema,
    response: runSchema,
    async handle(call) {
      const { payload } = call
      await checkRelease(host, payload.release_id)
      const command = { kind: 'change', change: changeOf(payload), ...issue(host, call) } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      return { body: runBody(run, host.clock.now()), revision, position }
    },
  })
}
