import {
  type Caller,
  DecklogError,
  type Host,
  invalidField,
  notFound,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { ReleasedImage, ReleaseFacts } from '../checking/check.ts'

/** What a verification rests on beside its target. */
export interface Facts {
  readonly runId: string | null
  readonly boardId: string | null
  readonly release: ReleaseFacts | null
}

interface RunRow {
  readonly board_id: string | null
  readonly release_id: string | null
}

interface ReleaseRow {
  readonly release_id: string
  readonly commit: string
  readonly images: readonly ReleasedImage[]
}

interface Named {
  readonly runId: string | null
  /** Default: the release that the run names. */
  readonly releaseId: string | null
}

/**
 * Finds the run and the release that a verification is about; DECKLOG_NOT_FOUND when one is not known to the caller. A run that
 * names a release is verified for that one alone.
 */
export async function findFacts(
  host: Pick<Host, 'rows'>,
  { runId, releaseId }: Named,
  caller: Caller,
): Promise<Facts> {
  const run = runId === null ? null : await findRun(host, runId, caller)
  const ofRun = run?.release_id ?? null
  if (releaseId !== null && ofRun !== null && releaseId !== ofRun)
    throw invalidField('release_id', `must be ${ofRun}, the release of the run`)
  const release = releaseId ?? ofRun
  return {
    runId,
    boardId: run?.board_id ?? null,
    release: release === null ? null : await findRelease(host, release),
  }
}

/** Refuses a caller limited to boards what is to be recorded of no board. */
export function requireBoard({ boardId }: Facts, { boards }: Caller): void {
  if (boards === null || boardId !== null) return
  throw new DecklogError(
    'DECKLOG_FORBIDDEN',
    'A token that is limited to boards verifies for a run of one of them: name it by run_id.',
  )
}

async function findRun(host: Pick<Host, 'rows'>, id: string, caller: Caller): Promise<RunRow> {
  const { rows } = await host.rows<RunRow>('gsd-runs', { keys: [id] })
  const [run] = rows
  if (run && seesBoard(caller, run.board_id)) return run
  throw notFound('run')
}

async function findRelease(host: Pick<Host, 'rows'>, id: string): Promise<ReleaseFacts> {
  const { rows } = await host.rows<ReleaseRow>('releases', { keys: [id] })
  const [release] = rows
  if (!release) throw notFound('release')
  return { releaseId: release.release_id, commit: release.commit, images: release.images }
}
