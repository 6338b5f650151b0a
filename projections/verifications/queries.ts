import { defineList, type ReadHost } from '../../core/plugin-api.ts'
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
  const ofBoard =
    boardId && (await verifications.first(read, { where: [['board_id = $', boardId]] }))
  return ofBoard || verifications.first(read, { where: ['board_id is null'] })
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

const latestRuns = defineList<LatestRun>()({
  of: 'gsd-runs',
  select: 'id, run_name, stage, status, metrics_snapshot, updated_at',
  by: { updated_at: 'timestamptz', id: 'uuid' },
  direction: 'descending',
})

/** The run that was updated last: of a board, or of those that the caller sees. */
export function latestRun(
  read: ReadHost,
  {
    boardId,
    boards,
  }: { readonly boardId: string | null; readonly boards: readonly string[] | null },
): Promise<LatestRun | undefined> {
  return latestRuns.first(read, { where: [], boards: boardId === null ? boards : [boardId] })
}
