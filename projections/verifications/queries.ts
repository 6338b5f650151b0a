import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { VerificationRow } from './table.ts'

/** Which verifications, and where the page begins; `boards` limits to them. */
export interface VerificationFilter {
  readonly target?: string
  readonly run_id?: string
  readonly release_id?: string
  readonly board_id?: string
  readonly boards: readonly string[] | null
  readonly after: PageCursor | undefined
  readonly limit: number
}

/** Lists verifications, the newest first, one more than the limit when there are more. */
export function listVerifications(
  read: ReadHost,
  filter: VerificationFilter,
): Promise<readonly VerificationRow[]> {
  const { target, run_id, release_id, board_id, boards, after, limit } = filter
  return read.query<VerificationRow>(
    `
      select *
      from ${read.view('verifications')}
      where ($1::text is null or target = $1)
        and ($2::uuid is null or run_id = $2)
        and ($3::text is null or release_id = $3)
        and ($4::uuid is null or board_id = $4)
        and ($5::uuid[] is null or board_id = any ($5))
        and ($6::timestamptz is null or (finished_at, verification_id) < ($6, $7::uuid))
      order by finished_at desc, verification_id desc
      limit $8
    `,
    [
      ...[target ?? null, run_id ?? null, release_id ?? null, board_id ?? null, boards],
      ...[after?.sort ?? null, after?.id ?? null, limit + 1],
    ],
  )
}

/** The verification of an id, if there is one. */
export async function findVerification(
  read: ReadHost,
  id: string,
): Promise<VerificationRow | undefined> {
  const [row] = await read.query<VerificationRow>(
    `select * from ${read.view('verifications')} where _key = $1`,
    [id],
  )
  return row
}

/** The newest verification of a board; of what belongs to no board when the board has none. */
export async function newestVerification(
  read: ReadHost,
  boardId: string | null,
): Promise<VerificationRow | undefined> {
  const [row] = await read.query<VerificationRow>(
    `
      select *
      from ${read.view('verifications')}
      where board_id = $1 or board_id is null
      order by board_id is null, finished_at desc, verification_id desc
      limit 1
    `,
    [boardId],
  )
  return row
}

/** What is told of a run. */
export interface LatestRun {
  readonly id: string
  readonly run_name: string
  readonly stage: string
  readonly status: string
  readonly metrics_snapshot: Readonly<Record<string, number>>
  readonly updated_at: Date
}

/** The run that was updated last: of a board, or of those that the caller sees. */
export async function latestRun(
  read: ReadHost,
  {
    boardId,
    boards,
  }: { readonly boardId: string | null; readonly boards: readonly string[] | null },
): Promise<LatestRun | undefined> {
  const [run] = await read.query<LatestRun>(
    `
      select id, run_name, stage, status, metrics_snapshot, updated_at
      from ${read.view('gsd-runs')}
      where ($1::uuid is null or board_id = $1)
        and ($2::uuid[] is null or board_id = any ($2))
      order by updated_at desc, id desc
      limit 1
    `,
    [boardId, boards],
  )
  return run
}
