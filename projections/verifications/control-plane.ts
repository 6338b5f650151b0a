import Joi from 'joi'
import {
  type Caller,
  defineRoute,
  inputs,
  notFound,
  type ReadHost,
  type Route,
  seesBoard,
} from '../../core/plugin-api.ts'
import { checkSchema, toCheck } from '../../plugins/rollout/verifying/body.ts'
import { allPassed, requiredFailed } from '../../plugins/rollout/verdict.ts'
import { latestRun, newestVerification, type LatestRun } from './queries.ts'
import type { VerificationRow } from './table.ts'

const paths = [
  '/api/v1/runtime/ops/control-plane-status',
  '/api/v1/runtime/control-plane/status',
] as const

const response = Joi.object({
  board_id: inputs.uuid().allow(null),
  checked_at: inputs.time(),
  verification: Joi.object({
    all_passed: Joi.boolean().allow(null),
    required_failed: Joi.number().integer().allow(null),
    checks: Joi.array().items(checkSchema),
    failed_check_names: Joi.array().items(Joi.string()),
    checked_at: inputs.time().allow(null),
  }).prefs({ presence: 'required' }),
  gsd: Joi.object({
    latest_run_id: inputs.uuid().allow(null),
    latest_stage: Joi.string().allow(null),
    latest_status: Joi.string().allow(null),
    verification_required_failed: Joi.number().allow(null),
    is_blocked: Joi.boolean(),
    updated_at: inputs.time().allow(null),
    summary: Joi.string(),
  }).prefs({ presence: 'required' }),
  capabilities: Joi.object({
    gsd: Joi.valid('ready', 'blocked'),
    verification: Joi.valid('ready', 'degraded'),
    mission_control: Joi.valid('ready'),
  }).prefs({ presence: 'required' }),
}).prefs({ presence: 'required' })

/** The two routes by which Mission Control asks how a board's control plane stands. */
export function controlPlaneRoutes(host: ReadHost): readonly Route[] {
  return paths.map(path =>
    defineRoute<unknown, { board_id?: string }>({
      method: 'GET',
      path,
      scope: 'read',
      summary: 'Answers how verification and delivery stand, of a board or of all.',
      tags: ['rollout'],
      lenient: true,
      query: Joi.object({
        board_id: inputs.uuid().empty('').description('The board; without it, all.'),
      }),
      response,
      shows: ['verifications', 'gsd-runs'],
      handle: async ({ query, caller }) => {
        const boardId = query.board_id ?? null
        requireBoard(caller, boardId)
        const [verification, run] = await Promise.all([
          newestVerification(host, boardId),
          latestRun(host, { boardId, boards: caller.boards }),
        ])
        const checkedAt = host.clock.now()
        return { body: toStatus({ boardId, checkedAt, verification, run }) }
      },
    }),
  )
}

function requireBoard(caller: Caller, boardId: string | null): void {
  if (boardId === null || seesBoard(caller, boardId)) return
  throw notFound('board')
}

interface Known {
  readonly boardId: string | null
  readonly checkedAt: Date
  readonly verification: VerificationRow | undefined
  readonly run: LatestRun | undefined
}

function toStatus({ boardId, checkedAt, verification, run }: Known): object {
  const blocked = run?.status === 'blocked'
  return {
    board_id: boardId,
    checked_at: checkedAt,
    verification: toVerification(verification),
    gsd: {
      latest_run_id: run?.id ?? null,
      latest_stage: run?.stage ?? null,
      latest_status: run?.status ?? null,
      verification_required_failed: run?.metrics_snapshot['verification_required_failed'] ?? null,
      is_blocked: blocked,
      updated_at: run?.updated_at ?? null,
      summary: run ? `${run.run_name} is in ${run.stage}, ${run.status}.` : 'There is no run.',
    },
    capabilities: {
      gsd: blocked ? 'blocked' : 'ready',
      verification: verification?.verdict === 'passed' ? 'ready' : 'degraded',
      mission_control: 'ready',
    },
  }
}

function toVerification(row: VerificationRow | undefined): object {
  const checks = row?.checks ?? []
  const failed = checks.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped')
  return {
    all_passed: row ? allPassed(checks, row.health_gate) : null,
    required_failed: row ? requiredFailed(checks) : null,
    checks: checks.map(toCheck),
    failed_check_names: failed.map(({ name }) => name),
    checked_at: row?.finished_at ?? null,
  }
}
