import Joi from 'joi'
import { alarmSeverities, alarmStates } from '../../core/alarm.ts'
import { defineList } from '../../core/lists/list.ts'
import { pageQuery, type PageQuery } from '../../core/lists/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { time, uuid } from '../../core/validation/fields.ts'
import type { Notice } from './row.ts'

interface ListQuery extends PageQuery {
  readonly alarm_id?: string
  readonly settled?: boolean
}

/** Notices, the newest first. */
const notices = defineList<Notice>()({
  of: 'notices',
  by: { position: 'bigint', notice_id: 'uuid' },
  direction: 'descending',
})

const telling = Joi.object({
  webhook: Joi.string(),
  state: Joi.valid('pending', 'delivered', 'failed', 'withheld'),
  attempts: Joi.number().integer(),
  retry_at: time().allow(null).description('When it is tried again.'),
}).prefs({ presence: 'required' })

const notice = Joi.object({
  id: uuid().description('Id of the event that is told.'),
  alarm_id: uuid(),
  kind: Joi.string(),
  board_id: uuid().allow(null),
  subject: Joi.string(),
  state: Joi.valid(...alarmStates),
  severity: Joi.valid(...alarmSeverities),
  text: Joi.string(),
  reminder: Joi.valid('still_critical', 'settled', null).description('Why it is told again.'),
  at: time(),
  settled: Joi.boolean().description('Nobody waits for it any more.'),
  tellings: Joi.array().items(telling),
}).prefs({ presence: 'required' })

/** The route of `notices`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, ListQuery>({
      method: 'GET',
      path: '/api/v1/notifications',
      scope: 'read',
      summary: 'Lists what webhooks were to be told and what became of it, the newest first.',
      tags: ['alarms'],
      query: Joi.object({
        ...pageQuery,
        alarm_id: uuid().description('Only those of this alarm.'),
        settled: Joi.boolean().description('Only those that nobody, or somebody, waits for.'),
      }),
      response: Joi.object({ notifications: Joi.array().items(notice).required() }),
      shows: ['notices'],
      handle: async ({ query, caller: { boards } }) => {
        const { items, headers } = await notices.page(host, query, {
          where: [
            ['alarm_id = $::uuid', query.alarm_id],
            ['settled = $', query.settled],
          ],
          boards,
        })
        return { body: { notifications: items.map(toBody) }, headers }
      },
    }),
  ]
}

function toBody(row: Notice): object {
  return {
    id: row.notice_id,
    alarm_id: row.alarm_id,
    kind: row.kind,
    board_id: row.board_id,
    subject: row.subject,
    state: row.state,
    severity: row.severity,
    text: row.text,
    reminder: row.reminder,
    at: row.at,
    settled: row.settled,
    tellings: Object.entries(row.tellings).map(([webhook, { state, attempts, retryAtMs }]) => ({
      webhook,
      state,
      attempts,
      retry_at: state === 'pending' && retryAtMs > 0 ? new Date(retryAtMs) : null,
    })),
  }
}
