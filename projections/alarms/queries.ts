import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { AlarmRow } from './row.ts'

/** Which alarms, and where the page begins; `boards` limits to them. */
export interface AlarmFilter {
  readonly state?: string
  readonly kind?: string
  readonly board_id?: string
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists alarms, those that changed last first, one more than the limit when there are more. */
export function listAlarms(read: ReadHost, filter: AlarmFilter): Promise<readonly AlarmRow[]> {
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
export async function findAlarm(read: ReadHost, id: string): Promise<AlarmRow | undefined> {
  const [row] = await read.query<AlarmRow>(`select * from ${read.view('alarms')} where _key = $1`, [
    id,
  ])
  return row
}
