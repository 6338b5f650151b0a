import Joi from 'joi'
import {
  defineList,
  defineRoute,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import { muteTable, type MuteRow } from '../../plugins/notify/rows.ts'

interface ListQuery extends PageQuery {
  readonly in_force?: true
}

/** Mutes, the newest first. */
const mutes = defineList<MuteRow>()({
  of: 'mutes',
  by: { set_at: 'timestamptz', mute_id: 'uuid' },
  direction: 'descending',
})

/** The route of `mutes`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, ListQuery>({
      method: 'GET',
      path: '/api/v1/mutes',
      scope: 'read',
      summary: 'Lists mutes, the newest first.',
      tags: ['alarms'],
      query: Joi.object({
        ...rowsQuery,
        in_force: Joi.boolean().valid(true).description('Only those that are in force.'),
      }),
      response: Joi.object({ mutes: Joi.array().items(muteTable.schema).required() }),
      shows: ['mutes'],
      handle: async ({ query, caller: { boards } }) => {
        const inForceAt = query.in_force ? host.clock.now() : undefined
        const { items, headers } = await mutes.page(host, query, {
          where: [['ended_at is null and expires_at > $', inForceAt]],
          boards,
        })
        return { body: { mutes: items.map(row => muteTable.toBody(row)) }, headers }
      },
    }),
  ]
}
