import {
  defineList,
  defineRoute,
  inputs,
  Joi,
  notFound,
  type PageQuery,
  type ReadHost,
  type Route,
  rowsQuery,
  seesBoard,
} from '../../core/plugin-api.ts'
import { recoveryTable, type RecoveryRow, standings } from '../../plugins/recovery/rows.ts'

interface ListQuery extends PageQuery {
  readonly policy?: string
  readonly standing?: string
  readonly host?: string
  readonly board_id?: string
}

/** What was tried, what was touched last first. */
const recoveries = defineList<RecoveryRow>()({
  of: 'recoveries',
  by: { changed_at: 'timestamptz', recovery_id: 'uuid' },
  direction: 'descending',
})

/** The routes of `recoveries`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [list(host), show(host)]
}

const list = (host: ReadHost): Route =>
  defineRoute<unknown, ListQuery>({
    method: 'GET',
    path: '/api/v1/recoveries',
    scope: 'read',
    summary: 'Lists how each policy stands with each thing it was for, what changed last first.',
    tags: ['recovery'],
    query: Joi.object({
      ...rowsQuery,
      policy: Joi.string().max(40).description('Only those of this policy.'),
      standing: Joi.valid(...standings).description('Only those that stand so.'),
      host: Joi.string().max(255).description('Only those of this machine.'),
      board_id: inputs.uuid().description('Only those of this board.'),
    }),
    response: Joi.object({ recoveries: Joi.array().items(recoveryTable.schema).required() }),
    shows: ['recoveries'],
    handle: async ({ query, caller: { boards } }) => {
      const { items, headers } = await recoveries.page(host, query, {
        where: [
          ['policy = $', query.policy],
          ['standing = $', query.standing],
          ['host = $', query.host],
          ['board_id = $::uuid', query.board_id],
        ],
        boards,
      })
      return { body: { recoveries: items.map(row => recoveryTable.toBody(row)) }, headers }
    },
  })

const show = (host: ReadHost): Route =>
  defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/recoveries/{id}',
    scope: 'read',
    summary: 'Answers how one policy stands with one thing.',
    tags: ['recovery'],
    params: Joi.object({ id: inputs.uuid().required().description('Its id.') }),
    response: recoveryTable.schema,
    shows: ['recoveries'],
    handle: async ({ params: { id }, caller }) => {
      const row = await recoveries.find(host, id)
      if (!row || !seesBoard(caller, row.board_id)) throw notFound('recovery')
      return { body: recoveryTable.toBody(row) }
    },
  })
