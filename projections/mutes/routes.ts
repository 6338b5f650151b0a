import Joi from 'joi'
import { decodeCursor, page, type PageCursor, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { Mute } from './row.ts'

interface ListQuery {
  readonly in_force?: true
  readonly limit: number
  readonly after?: string
}

const time = Joi.string().isoDate()
const mute = Joi.object({
  mute_id: Joi.string().guid(),
  kind: Joi.string().allow(null),
  board_id: Joi.string().guid().allow(null),
  alarm_id: Joi.string().guid().allow(null),
  reason: Joi.string(),
  set_by: Joi.string().description('Kind and id of the actor.'),
  set_at: time,
  expires_at: time,
  lifted_at: time.allow(null).description('When it was ended before its time.'),
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
        const after = decodeCursor(query.after)
        const rows = await listMutes(host, { inForceAt, boards, after, limit: query.limit })
        const { items, headers } = page(rows, { ...query }, row => ({
          sort: row.set_at.toISOString(),
          id: row.mute_id,
        }))
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

/** Which mutes, and where the page begins; `boards` limits to them. */
interface MuteFilter {
  readonly inForceAt: Date | undefined
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists mutes, the newest first, one more than the limit when there are more. */
function listMutes(read: ReadHost, filter: MuteFilter): Promise<readonly Mute[]> {
  const { inForceAt, boards, after, limit } = filter
  return read.query<Mute>(
    `
      select *
      from ${read.view('mutes')}
      where ($1::timestamptz is null or (lifted_at is null and expires_at > $1))
        and ($2::uuid[] is null or board_id = any ($2))
        and ($3::timestamptz is null or (set_at, mute_id) < ($3, $4::uuid))
      order by set_at desc, mute_id desc
      limit $5
    `,
    [inForceAt ?? null, boards, after?.sort ?? null, after?.id ?? null, limit + 1],
  )
}
