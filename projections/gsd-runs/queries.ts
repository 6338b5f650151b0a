import { defineList, type ReadHost } from '../../core/plugin-api.ts'
import type { Run } from '../../plugins/gsd/run.ts'
import type { RunTimes } from '../../plugins/gsd/timing/run-times.ts'

/** A run, and where its stream and the read model stand. */
export interface StoredRun {
  readonly id: string
  readonly created_at: Date
  readonly run: Run
  readonly revision: number
}

const newestFirst = {
  of: 'gsd-runs',
  by: { created_at: 'timestamptz', id: 'uuid' },
  direction: 'descending',
} as const

/** Runs, newest first. */
export const runs = defineList<StoredRun>()({
  ...newestFirst,
  select: 'id, created_at, run, revision',
})

/** A run as the read model keeps it: its JSON, which need not be read to be known again. */
export interface KeptRun {
  readonly id: string
  readonly created_at: Date
  readonly text: string
}

/** The same as `runs`, for who answers many at once. */
export const keptRuns = defineList<KeptRun>()({
  ...newestFirst,
  select: 'id, created_at, run::text as text',
})

const iterations = defineList<StoredRun & { readonly iteration_number: number }>()({
  of: 'gsd-runs',
  select: 'id, iteration_number, created_at, run, revision',
  by: { iteration_number: 'bigint', created_at: 'timestamptz', id: 'uuid' },
  direction: 'descending',
})

/** Finds the iteration before a run: of the same name and board, the highest that is lower, of several the newest. */
export async function previousOf(read: ReadHost, run: Run): Promise<Run | null> {
  const { runName, boardId, iterationNumber } = run
  const found = await iterations.first(read, {
    where: [
      boardId === null ? 'board_id is null' : ['board_id = $', boardId],
      ['run_name = $', runName],
      ['iteration_number < $', iterationNumber],
    ],
  })
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
