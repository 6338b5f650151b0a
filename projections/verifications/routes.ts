import Joi from 'joi'
import {
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
  seesBoard,
} from '../../core/plugin-api.ts'
import { toGateBody } from '../../plugins/rollout/health-gate/gate-body.ts'
import { toCheck } from '../../plugins/rollout/verifying/body.ts'
import { allPassed, requiredFailed } from '../../plugins/rollout/verdict.ts'
import { controlPlaneRoutes } from './control-plane.ts'
import { verifications } from './queries.ts'
import { verificationTable, type VerificationRow } from './table.ts'

interface ListQuery extends PageQuery {
  readonly target?: string
  readonly run_id?: string
  readonly release_id?: string
  readonly board_id?: string
}

/** The routes of `verifications`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [list(host), show(host), ...controlPlaneRoutes(host)]
}

const list = (host: ReadHost): Route =>
  defineRoute<unknown, ListQuery>({
    method: 'GET',
    path: '/api/v1/verifications',
    scope: 'read',
    summary: 'Lists verifications, the newest first.',
    tags: ['rollout'],
    query: Joi.object({
      ...rowsQuery,
      target: Joi.string().max(40).description('Only those of this target.'),
      run_id: inputs.uuid().description('Only those of this run.'),
      release_id: Joi.string().hex().length(64).description('Only those of this release.'),
      board_id: inputs.uuid().description('Only those of this board.'),
    }),
    response: Joi.object({ verifications: Joi.array().items(verificationSchema).required() }),
    shows: ['verifications'],
    handle: async ({ query, caller: { boards } }) => {
      const { items, headers } = await verifications.page(host, query, {
        where: [
          ['target = $', query.target],
          ['run_id = $::uuid', query.run_id],
          ['release_id = $', query.release_id],
          ['board_id = $::uuid', query.board_id],
        ],
        boards,
      })
      return { body: { verifications: items.map(toBody) }, headers }
    },
  })

const show = (host: ReadHost): Route =>
  defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/verifications/{id}',
    scope: 'read',
    summary: 'Answers what a verification found.',
    tags: ['rollout'],
    params: Joi.object({ id: inputs.uuid().required().description('Its id.') }),
    response: verificationSchema,
    shows: ['verifications'],
    handle: async ({ params: { id }, caller }) => {
      const row = await verifications.find(host, id)
      if (!row || !seesBoard(caller, row.board_id)) throw notFound('verification')
      return { body: toBody(row) }
    },
  })

/** Schema of a verification. */
const verificationSchema = verificationTable.schema.keys({
  all_passed: Joi.boolean().required(),
  required_failed: Joi.number().integer().required(),
})

/** The body of a verification. */
function toBody(row: VerificationRow): object {
  return {
    ...verificationTable.toBody(row),
    all_passed: allPassed(row.checks, row.health_gate),
    required_failed: requiredFailed(row.checks),
    checks: row.checks.map(toCheck),
    health_gate: row.health_gate && toGateBody(row.health_gate),
    rollback: row.rollback && toRollback(row.rollback),
  }
}

function toRollback(result: NonNullable<VerificationRow['rollback']>): object {
  const { outcome, exitCode, durationMs, output } = result
  return { outcome, exit_code: exitCode, duration_ms: durationMs, output }
}
