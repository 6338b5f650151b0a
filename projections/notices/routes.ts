import Joi from 'joi'
import { alarmSeverities, alarmStates } from '../../core/alarm.ts'
import { decodeCursor, page, type PageCursor, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { Notice } from './row.ts'

interface ListQuery {
  readonly alarm_id?: string
  readonly settled?: boolean
  readonly limit: number
  readonly after?: string
}

const telling = Joi.object({
  webhook: Joi.string(),
  state: Joi.valid('pending', 'delivered', 'failed', 'withheld'),
  attempts: Joi.number().integer(),
  retry_at: Joi.string().isoDate().allow(null).description('When it is tried again.'),
}).prefs({ presence: 'required' })

const notice = Joi.object({
  id: Joi.string().guid().description('Id of the event that is told.'),
  alarm_id: Joi.string().guid(),
  kind: Joi.string(),
  board_id: Joi.string().guid().allow(null),
  subject: Joi.string(),
  state: Joi.valid(...alarmStates),
  severity: Joi.valid(...alarmSeverities),
  text: Joi.string(),
  reminder: Joi.valid('still_critical', 'settled', null).description('Why it is told again.'),
  at: Joi.string().isoDate(),
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
        alarm_id: Joi.string().guid().description('Only those of this alarm.'),
        settled: Joi.boolean().description('Only those that nobody, or somebody, waits for.'),
      }),
      response: Joi.object({ notifications: Joi.array().items(notice).required() }),
      shows: ['notices'],
      handle: async ({ query, caller: { boards } }) => {
        const rows = await listNotices(host, { ...query, boards, after: decodeCursor(query.after) })
        const { items, headers } = page(rows, { ...query }, row => ({
          sort: row.position,
          id: row.notice_id,
        }))
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

/** Which notices, and where the page begins; `boards` limits to them. */
interface NoticeFilter {
  readonly alarm_id?: string
  readonly settled?: boolean
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists notices, the newest first, one more than the limit when there are more. */
function listNotices(read: ReadHost, filter: NoticeFilter): Promise<readonly Notice[]> {
  const { alarm_id, settled, boards, after, limit } = filter
  return read.query<Notice>(
    `
      select *
      from ${read.view('notices')}
      where ($1::uuid is null or alarm_id = $1)
        and ($2::boolean is null or settled = $2)
        and ($3::uuid[] is null or board_id = any ($3))
        and ($4::bigint is null or position < $4)
      order by position desc
      limit $5
    `,
    [alarm_id ?? null, settled ?? null, boards, after?.sort ?? null, limit + 1],
  )
}
