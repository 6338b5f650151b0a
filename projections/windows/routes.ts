import Joi from 'joi'
import {
  defineList,
  defineRoute,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import { windowTable, type WindowRow } from '../../plugins/notify/rows.ts'

interface ListQuery extends PageQuery {
  readonly in_force?: true
}

/** Maintenance windows, those that were planned last first. */
const windows = defineList<WindowRow>()({
  of: 'windows',
  by: { planned_at: 'timestamptz', window_id: 'uuid' },
  direction: 'descending',
})

/** The route of `windows`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, ListQuery>({
      method: 'GET',
      path: '/api/v1/windows',
      scope: 'read',
      summary: 'Lists maintenance windows, those that were planned last first.',
      tags: ['alarms'],
      query: Joi.object({
        ...rowsQuery,
        in_force: Joi.boolean().valid(true).description('Only those that are open, or will be.'),
      }),
      response: Joi.object({ windows: Joi.array().items(windowTable.schema).required() }),
      shows: ['windows'],
      handle: async ({ query, caller: { boards } }) => {
        const inForceAt = query.in_force ? host.clock.now() : undefined
        const { items, headers } = await windows.page(host, query, {
          where: [['ended_at is null and ends_at > $', inForceAt]],
          boards,
        })
        return { body: { windows: items.map(row => windowTable.toBody(row)) }, headers }
      },
    }),
  ]
}
