import Joi from 'joi'
import {
  type Caller,
  defineList,
  defineRoute,
  notFound,
  type PageQuery,
  type ReadHost,
  type Route,
  rowsQuery,
  seesBoard,
} from '../../core/plugin-api.ts'
import { conditions, type TargetRow, targetTable } from '../../plugins/rollout/drift/target-row.ts'

interface ListQuery extends PageQuery {
  readonly condition?: (typeof conditions)[number]
}

/** Targets by name. */
const targets = defineList<TargetRow>()({
  of: 'targets',
  by: { target: 'text' },
  direction: 'ascending',
})

/** The routes of `targets`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, ListQuery>({
      method: 'GET',
      path: '/api/v1/targets',
      scope: 'read',
      summary: 'Lists targets by name: what runs where, against what was approved, by which run.',
      tags: ['rollout'],
      query: Joi.object({
        ...rowsQuery,
        condition: Joi.valid(...conditions).description('Only those that stand so.'),
      }),
      response: Joi.object({ targets: Joi.array().items(targetTable.schema).required() }),
      shows: ['targets'],
      handle: async ({ query, caller }) => {
        const where = [['condition = $', query.condition]] as const
        const { items, headers } = await targets.page(host, query, { where, of: query.condition })
        return { body: { targets: items.map(row => toBody(row, caller)) }, headers }
      },
    }),
    defineRoute<{ id: string }>({
      method: 'GET',
      path: '/api/v1/targets/{id}',
      scope: 'read',
      summary: 'Answers what a target runs, against what was approved, by which run.',
      tags: ['rollout'],
      params: Joi.object({
        id: Joi.string().max(40).required().description('Name of the target.'),
      }),
      response: targetTable.schema,
      shows: ['targets'],
      handle: async ({ params: { id }, caller }) => {
        const row = await targets.find(host, id)
        if (!row) throw notFound('target')
        return { body: toBody(row, caller) }
      },
    }),
  ]
}

// The run of a board that is not seen is nobody's business; what was approved by it is told.
function toBody(row: TargetRow, caller: Caller): object {
  const { approved } = row
  const sees = approved === null || seesBoard(caller, approved.boardId)
  return {
    ...targetTable.toBody(row),
    approved: approved && {
      release_id: approved.releaseId,
      verification_id: sees ? approved.verificationId : null,
      run_id: sees ? approved.runId : null,
      standing: approved.standing,
    },
  }
}
