import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { GsdEvidenceRow } from './row.ts'

/** Which evidence of a run, and where the page begins. */
export interface EvidenceFilter {
  readonly runId: string
  readonly after: number | undefined
  readonly limit: number
}

/** Lists the evidence of a run as it came, one more than the limit when there is more. */
export function listEvidence(
  read: ReadHost,
  { runId, after, limit }: EvidenceFilter,
): Promise<readonly GsdEvidenceRow[]> {
  return read.query<GsdEvidenceRow>(
    `
      select *
      from ${read.view('gsd-evidence')}
      where run_id = $1
        and ($2::bigint is null or attached_revision > $2)
      order by attached_revision
      limit $3
    `,
    [runId, after ?? null, limit + 1],
  )
}

/** The board of a run; undefined when there is no such run. */
export async function boardOf(
  read: ReadHost,
  runId: string,
): Promise<{ readonly board_id: string | null } | undefined> {
  const [found] = await read.query<{ board_id: string | null }>(
    `
      select board_id
      from ${read.view('gsd-runs')}
      where id = $1
    `,
    [runId],
  )
  return found
}
