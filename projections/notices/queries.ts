import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { Notice } from './row.ts'

/** Which notices, and where the page begins; `boards` limits to them. */
export interface NoticeFilter {
  readonly alarm_id?: string
  readonly settled?: boolean
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists notices, the newest first, one more than the limit when there are more. */
export function listNotices(read: ReadHost, filter: NoticeFilter): Promise<readonly Notice[]> {
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
