import Joi from 'joi'
import { defineList } from '../../core/lists/list.ts'
import { pageQuery, type PageQuery } from '../../core/lists/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { time, uuid } from '../../core/validation/fields.ts'
import type { Mute } from './row.ts'

interface ListQuery extends PageQuery {
  readonly in_force?: true
}

/** Mutes, the newest first. */
const mutes = defineList<Mute>()({
  of: 'mutes',
  by: { set_at: 'timestamptz', mute_id: 'uuid' },
  direction: 'descending',
})

const mute = Joi.object({
  mute_id: uuid(),
  kind: Joi.string().allow(null),
  board_id: uuid().allow(null),
  alarm_id: uuid().allow(null),
  reason: Joi.string(),
  set_by: Joi.string().description('Kind and id of the actor.'),
  set_at: time(),
  expires_at: time(),
  lifted_at: time().allow(null).description('When it was ended before its time().'),
}).prefs({ presence: 'required' })

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
        ...pageQuery,
        in_force: Joi.valid(true).description('Only those that are in force.'),
      }),
      response: Joi.object({ mutes: Joi.array().items(mute).required() }),
      shows: ['mutes'],
      handle: async ({ query, caller: { boards } }) => {
        const inForceAt = query.in_force ? host.clock.now() : undefined
        const { items, headers } = await mutes.page(host, query, {
          where: [['lifted_at is null and expires_at > $', inForceAt]],
          boards,
        })
        return { body: { mutes: items.map(toBody) }, headers }
      },
    }),
  ]
}

function toBody(row: Mute): object {
  return {
    mute_id: row.mute_id,
    kind: row.kind,
    board_id: row.board_id,
    alarm_id: row.alarm_id,
    reason: row.reason,
    set_by: row.set_by,
    set_at: row.set_at,
    expires_at: row.expires_at,
    lifted_at: row.lifted_at,
  }
}
