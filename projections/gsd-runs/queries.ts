import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { Run } from '../../plugins/gsd/run.ts'
import type { RunTimes } from '../../plugins/gsd/timing/run-times.ts'

/** A run, and where its stream and the read model stand. */
export interface StoredRun {
  readonly run: Run
  readonly revision: number
}

/** Which runs of the list, and where its page begins. */
export interface RunFilter {
  readonly boardId: string | undefined
  readonly stage: string | undefined
  readonly status: string | undefined
  /** Boards that the caller is limited to; null: not limited. */
  readonly boards: readonly string[] | null
  readonly after: { readonly createdAt: string; readonly id: string } | undefined
  readonly limit: number
}

/** Lists runs newest first, one more than the limit when there are more. */
export function listRuns(read: ReadHost, filter: RunFilter): Promise<readonly StoredRun[]> {
  return read.query<StoredRun>(
    `
      select run, revision
      from ${read.view('gsd-runs')}
      where ($1::uuid is null or board_id = $1)
        and ($2::text is null or stage = $2)
        and ($3::text is null or status = $3)
        and ($4::text[] is null or board_id::text = any($4))
        and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid))
      order by created_at desc, id desc
      limit $7
    `,
    [
      filter.boardId ?? null,
      filter.stage ?? null,
      filter.status ?? null,
      filter.boards,
      filter.after?.createdAt ?? null,
      filter.after?.id ?? null,
      filter.limit + 1,
    ],
  )
}

/** Finds a run by its id. */
export async function getRun(read: ReadHost, id: string): Promise<StoredRun | undefined> {
  const [found] = await read.query<StoredRun>(
    `
      select run, revision
      from ${read.view('gsd-runs')}
      where _key = $1
    `,
    [id],
  )
  return found
}

/** Finds the iteration before a run: of the same name and board, the highest that is lower, of several the newest. */
export async function previousOf(read: ReadHost, run: Run): Promise<Run | null> {
  const { runName, boardId, iterationNumber } = run
  const [found] = await read.query<StoredRun>(
    `
      select run, revision
      from ${read.view('gsd-runs')}
      where board_id is not distinct from $1::uuid
        and run_name = $2
        and iteration_number < $3
      order by iteration_number desc, created_at desc, id desc
      limit 1
    `,
    [boardId, runName, iterationNumber],
  )
  return found?.run ?? null
}

/** Finds how long a run was in its stages. */
export async function getTimes(read: ReadHost, id: string): Promise<RunTimes | null> {
  const [found] = await read.query<{ times: RunTimes }>(
    `
      select times
      from ${read.view('gsd-stage-times')}
      where _key = $1
    `,
    [id],
  )
  return found?.times ?? null
}
