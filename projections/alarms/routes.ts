import Joi from 'joi'
import {
  alarmStates,
  defineList,
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
  seesBoard,
} from '../../core/plugin-api.ts'
import { alarmTable, type AlarmRow } from '../../plugins/notify/rows.ts'

interface ListQuery extends PageQuery {
  readonly state?: string
  readonly kind?: string
  readonly board_id?: string
}

/** Alarms, those that changed last first. */
const alarms = defineList<AlarmRow>()({
  of: 'alarms',
  by: { changed_at: 'timestamptz', alarm_id: 'uuid' },
  direction: 'descending',
})

/** The routes of `alarms`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, ListQuery>({
      method: 'GET',
      path: '/api/v1/alarms',
      scope: 'read',
      summary: 'Lists alarms, those that changed last first.',
      tags: ['alarms'],
      query: Joi.object({
        ...rowsQuery,
        state: Joi.valid(...alarmStates).description('Only those that stand so.'),
        kind: Joi.string().max(40).description('Only those about this.'),
        board_id: inputs.uuid().description('Only those of this board.'),
      }),
      response: Joi.object({ alarms: Joi.array().items(alarmTable.schema).required() }),
      shows: ['alarms'],
      handle: async ({ query, caller: { boards } }) => {
        const { items, headers } = await alarms.page(host, query, {
          where: [
            ['state = $', query.state],
            ['kind = $', query.kind],
            ['board_id = $::uuid', query.board_id],
          ],
          boards,
        })
        return { body: { alarms: items.map(row => alarmTable.toBody(row)) }, headers }
      },
    }),
    defineRoute<{ id: string }>({
      method: 'GET',
      path: '/api/v1/alarms/{id}',
      revision: 'sent',
      scope: 'read',
      summary: 'Answers how an alarm stands.',
      tags: ['alarms'],
      params: Joi.object({
        id: inputs.uuid().required().description('Id of the alarm.'),
      }),
      response: alarmTable.schema,
      shows: ['alarms'],
      handle: async ({ params: { id }, caller }) => {
        const row = await alarms.find(host, id)
        if (!row || !seesBoard(caller, row.board_id)) throw notFound('alarm')
        return { body: alarmTable.toBody(row), revision: BigInt(row.revision) }
      },
    }),
  ]
}
