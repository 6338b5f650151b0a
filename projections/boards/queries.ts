import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { BoardRow } from '../../plugins/continuity/rows.ts'

/** Which boards, and where the page begins. */
export interface BoardFilter {
  /** Null: all. */
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists boards by the time of their creation, one more than the limit when there are more. */
export function listBoards(read: ReadHost, filter: BoardFilter): Promise<readonly BoardRow[]> {
  return read.query<BoardRow>(
    `
      select *
      from ${read.view('boards')}
      where created_at is not null
        and ($1::text[] is null or board_id::text = any ($1))
        and ($2::timestamptz is null or (created_at, board_id) > ($2, $3::uuid))
      order by created_at, board_id
      limit $4
    `,
    [filter.boards, filter.after?.sort ?? null, filter.after?.id ?? null, filter.limit + 1],
  )
}

/** Finds a board by its id. */
export async function getBoard(read: ReadHost, boardId: string): Promise<BoardRow | undefined> {
  const [board] = await read.query<BoardRow>(
    `select * from ${read.view('boards')} where board_id = $1 and created_at is not null`,
    [boardId],
  )
  return board
}
