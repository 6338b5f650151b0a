import Joi from 'joi'
import { alarmSeverities, alarmStates } from '../../core/alarm.ts'
import { seesBoard } from '../../core/access/sees-board.ts'
import { notFound } from '../../core/errors.ts'
import { defineList } from '../../core/lists/list.ts'
import { pageQuery, type PageQuery } from '../../core/lists/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { time, uuid } from '../../core/validation/fields.ts'
import type { AlarmRow } from './row.ts'

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

const alarm = Joi.object({
  id: uuid(),
  kind: Joi.string(),
  cause: Joi.string(),
  board_id: uuid().allow(null),
  subject: Joi.string(),
  state: Joi.valid(...alarmStates),
  severity: Joi.valid(...alarmSeverities),
  text: Joi.string(),
  since: time().description('Since when it has been raised, or when it was cleared.'),
  changed_at: time(),
  told_at: time().allow(null).description('When webhooks were last to be told.'),
  event_id: uuid().description('The event that says so.'),
  source_event_id: uuid().description('The event that it follows from.'),
}).prefs({ presence: 'required' })

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
        ...pageQuery,
        state: Joi.valid(...alarmStates).description('Only those that stand so.'),
        kind: Joi.string().max(40).description('Only those about this.'),
        board_id: uuid().description('Only those of this board.'),
      }),
      response: Joi.object({ alarms: Joi.array().items(alarm).required() }),
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
        return { body: { alarms: items.map(toBody) }, headers }
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
        id: uuid().required().description('Id of the alarm.'),
      }),
      response: alarm,
      shows: ['alarms'],
      handle: async ({ params: { id }, caller }) => {
        const row = await alarms.find(host, id)
        if (!row || !seesBoard(caller, row.board_id)) throw notFound('alarm')
        return { body: toBody(row), revision: BigInt(row.revision) }
      },
    }),
  ]
}

function toBody(row: AlarmRow): object {
  return {
    id: row.alarm_id,
    kind: row.kind,
    cause: row.cause,
    board_id: row.board_id,
    subject: row.subject,
    state: row.state,
    severity: row.severity,
    text: row.text,
    since: row.since,
    changed_at: row.changed_at,
    told_at: row.told_at,
    event_id: row.event_id,
    source_event_id: row.source_event_id,
  }
}
