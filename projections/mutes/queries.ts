import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { Mute } from './row.ts'

/** Which mutes, and where the page begins; `boards` limits to them. */
export interface MuteFilter {
  readonly inForceAt: Date | undefined
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists mutes, the newest first, one more than the limit when there are more. */
export function listMutes(read: ReadHost, filter: MuteFilter): Promise<readonly Mute[]> {
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
