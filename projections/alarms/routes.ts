import Joi from 'joi'
import { alarmSeverities, alarmStates } from '../../core/alarm.ts'
import { seesBoard } from '../../core/access/sees-board.ts'
import { notFound } from '../../core/errors.ts'
import { decodeCursor, page, type PageCursor, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { AlarmRow } from './row.ts'

interface ListQuery {
  readonly state?: string
  readonly kind?: string
  readonly board_id?: string
  readonly limit: number
  readonly after?: string
}

const time = Joi.string().isoDate()
const alarm = Joi.object({
  id: Joi.string().guid(),
  kind: Joi.string(),
  cause: Joi.string(),
  board_id: Joi.string().guid().allow(null),
  subject: Joi.string(),
  state: Joi.valid(...alarmStates),
  severity: Joi.valid(...alarmSeverities),
  text: Joi.string(),
  since: time.description('Since when it has been raised, or when it was cleared.'),
  changed_at: time,
  told_at: time.allow(null).description('When webhooks were last to be told.'),
  event_id: Joi.string().guid().description('The event that says so.'),
  source_event_id: Joi.string().guid().description('The event that it follows from.'),
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
        board_id: Joi.string().guid().description('Only those of this board.'),
      }),
      response: Joi.object({ alarms: Joi.array().items(alarm).required() }),
      shows: ['alarms'],
      handle: async ({ query, caller: { boards } }) => {
        const after = decodeCursor(query.after)
        const rows = await listAlarms(host, { ...query, boards, after })
        const { items, headers } = page(rows, { ...query }, row => ({
          sort: row.changed_at.toISOString(),
          id: row.alarm_id,
        }))
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
        id: Joi.string().lowercase().guid().required().description('Id of the alarm.'),
      }),
      response: alarm,
      shows: ['alarms'],
      handle: async ({ params: { id }, caller }) => {
        const row = await findAlarm(host, id)
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

/** Which alarms, and where the page begins; `boards` limits to them. */
interface AlarmFilter {
  readonly state?: string
  readonly kind?: string
  readonly board_id?: string
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists alarms, those that changed last first, one more than the limit when there are more. */
function listAlarms(read: ReadHost, filter: AlarmFilter): Promise<readonly AlarmRow[]> {
  const { state, kind, board_id, boards, after, limit } = filter
  return read.query<AlarmRow>(
    `
      select *
      from ${read.view('alarms')}
      where ($1::text is null or state = $1)
        and ($2::text is null or kind = $2)
        and ($3::uuid is null or board_id = $3)
        and ($4::uuid[] is null or board_id = any ($4))
        and ($5::timestamptz is null or (changed_at, alarm_id) < ($5, $6::uuid))
      order by changed_at desc, alarm_id desc
      limit $7
    `,
    [
      ...[state ?? null, kind ?? null, board_id ?? null, boards],
      ...[after?.sort ?? null, after?.id ?? null, limit + 1],
    ],
  )
}

/** The alarm of an id, if there is one. */
async function findAlarm(read: ReadHost, id: string): Promise<AlarmRow | undefined> {
  const [row] = await read.query<AlarmRow>(`select * from ${read.view('alarms')} where _key = $1`, [
    id,
  ])
  return row
}
