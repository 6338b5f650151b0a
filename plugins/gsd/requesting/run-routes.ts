import { v5, v7 } from 'uuid'
import {
  type Call,
  type DecklogError,
  defineRoute,
  formatActor,
  type Host,
  invalidField,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import { userIdOf } from '../approving/person.ts'
import { runSchema } from '../answering/body-schema.ts'
import { runBody } from '../answering/run-body.ts'
import type { GsdConfig } from '../config.ts'
import type { RunStart } from '../events/stage-events.ts'
import type { GsdEvent } from '../events.ts'
import { organizationOf } from '../organization.ts'
import { changeOf, createSchema, type PatchPayload, patchSchema } from './payload.ts'
import { readRun } from './read-run.ts'
import {
  base,
  commandVisible,
  issue,
  runCommand,
  runParams,
  type RunParams,
} from './run-command.ts'

const namespace = '9d0a4b7c-3e61-5c2f-a8d4-5b7e1f3c9026'

interface CreatePayload extends PatchPayload {
  readonly organization_id?: string
  readonly board_id?: string
  readonly task_id?: string
  readonly required_evidence: readonly string[]
}

/** POST /api/v1/gsd-runs. */
export function createRoute(host: Host<GsdConfig, GsdEvent>): Route {
  const organization = organizationOf(host)
  return defineRoute<unknown, unknown, CreatePayload>({
    ...base,
    method: 'POST',
    path: '/api/v1/gsd-runs',
    scope: 'operate',
    summary: 'Starts a delivery run.',
    lenient: true,
    payload: createSchema,
    response: runSchema,
    async handle(call) {
      const { payload, caller, idempotencyKey } = call
      const boardId = payload.board_id ?? null
      if (!seesBoard(caller, boardId)) throw notTheirs(boardId)
      await checkRelease(host, payload.release_id)
      const runId = idempotencyKey === undefined ? v7() : v5(idempotencyKey, namespace)
      const before = await readRun(host, runId)
      const change = changeOf(payload)
      const organizationId = payload.organization_id ?? (await organization())
      const start = startOf(host, call, { runId, organizationId })
      const command = { kind: 'start', start, change, ...issue(host, call) } as const
      const { run, revision, position } = await runCommand(host, call, { runId, before, command })
      return { body: runBody(run, host.clock.now()), revision, position }
    },
  })
}

function startOf(
  { config }: Host<GsdConfig, GsdEvent>,
  { payload, caller: { actor } }: Call<unknown, unknown, CreatePayload>,
  ids: Pick<RunStart, 'runId' | 'organizationId'>,
): Omit<RunStart, 'status'> {
  return {
    ...ids,
    boardId: payload.board_id ?? null,
    taskId: payload.task_id ?? null,
    createdByUserId: userIdOf(formatActor(actor)),
    runName: payload.run_name ?? '',
    iterationNumber: payload.iteration_number ?? 1,
    stage: payload.stage ?? 'planning',
    requiredEvidence: [...new Set([...config.requiredEvidence, ...payload.required_evidence])],
  }
}

function notTheirs(boardId: string | null): DecklogError {
  if (boardId !== null) return notFound('board')
  return invalidField('board_id', 'must name a board of this token')
}

/** Refuses a release that is not registered, as soon as any is. */
async function checkRelease(
  host: Host<GsdConfig, GsdEvent>,
  releaseId: string | undefined,
): Promise<void> {
  if (releaseId === undefined) return
  const { rows } = await host.rows('releases', { keys: [releaseId] })
  if (rows.length > 0) return
  const { rows: any } = await host.rows('releases', { limit: 1 })
  if (any.length === 0) return
  throw invalidField('release_id', 'is not a registered release')
}

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
      const issued = issue(host, call, payload.subject_digest)
      const command = { kind: 'change', change: changeOf(payload), ...issued } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      return { body: runBody(run, host.clock.now()), revision, position }
    },
  })
}
