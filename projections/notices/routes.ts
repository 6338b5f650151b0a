import Joi from 'joi'
import {
  defineList,
  defineRoute,
  inputs,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import {
  noticeTable,
  tellingTable,
  type NoticeRow,
  type TellingRow,
} from '../../plugins/notify/rows.ts'

interface ListQuery extends PageQuery {
  readonly alarm_id?: string
  readonly settled?: boolean
}

/** Notices, the newest first. */
const notices = defineList<NoticeRow>()({
  of: 'notices',
  by: { position: 'bigint', notice_id: 'uuid' },
  direction: 'descending',
})

/** What of the tellings of a notice is not at its end. */
const waiting: readonly string[] = ['pending', 'withheld']

const notice = noticeTable.schema.append({
  settled: Joi.boolean().required().description('Nobody waits for it any more.'),
  tellings: Joi.array().items(tellingTable.schema).required(),
})

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
        ...rowsQuery,
        alarm_id: inputs.uuid().description('Only those of this alarm.'),
        settled: Joi.boolean().description('Only those that nobody, or somebody, waits for.'),
      }),
      response: Joi.object({ notifications: Joi.array().items(notice).required() }),
      shows: ['notices', 'tellings'],
      handle: async ({ query, caller: { boards } }) => {
        const { items, headers } = await notices.page(host, query, {
          where: [
            ['alarm_id = $::uuid', query.alarm_id],
            ...(query.settled === undefined ? [] : [settledIs(host, query.settled)]),
          ],
          boards,
        })
        const tellings = await tellingsOf(host, items)
        const notifications = items.map(row => toBody(row, tellings.get(row.notice_id) ?? []))
        return { body: { notifications }, headers }
      },
    }),
  ]
}

// A boolean comes from the query, and only here. Few wait among many: those are looked up by their keys.
function settledIs(host: ReadHost, settled: boolean): string {
  const from = `from ${host.view('tellings')} where state in ('pending', 'withheld')`
  return settled
    ? `notice_id not in (select notice_id ${from})`
    : `_key in (select notice_id::text ${from})`
}

async function tellingsOf(
  host: ReadHost,
  notices: readonly NoticeRow[],
): Promise<ReadonlyMap<string, readonly TellingRow[]>> {
  const rows = await host.query<TellingRow>(
    `
      select *
      from ${host.view('tellings')}
      where notice_id = any ($1::uuid[])
      order by webhook
    `,
    [notices.map(row => row.notice_id)],
  )
  const of = new Map<string, TellingRow[]>(notices.map(row => [row.notice_id, []]))
  for (const row of rows) of.get(row.notice_id)?.push(row)
  return of
}

function toBody(row: NoticeRow, tellings: readonly TellingRow[]): object {
  return {
    ...noticeTable.toBody(row),
    settled: tellings.every(({ state }) => !waiting.includes(state)),
    tellings: tellings.map(telling => tellingTable.toBody(telling)),
  }
}
