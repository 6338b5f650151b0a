import { defineList } from '../../core/lists/list.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { VerificationRow } from './table.ts'

/** Verifications, the newest first. */
export const verifications = defineList<VerificationRow>()({
  of: 'verifications',
  by: { finished_at: 'timestamptz', verification_id: 'uuid' },
  direction: 'descending',
})

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
