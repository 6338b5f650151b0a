import type { Host } from '../../../core/plugin-api.ts'
import type { ReleaseFacts } from '../checking/check.ts'
import { plainRepository } from '../checking/running-images.ts'
import type { Approved } from './events.ts'
import type { Verified } from './target-row.ts'

/** A release that may run, and what says so. */
export interface Accepted {
  readonly approved: Approved
  readonly release: ReleaseFacts
}

/** What may run at a target now. */
export interface Standing {
  /** What was approved first, then what runs that are not completed have verified, newest first; what counts is the first. */
  readonly accepted: readonly Accepted[]
  /** Ids of runs that roll out a release of the same repositories right now. */
  readonly underway: readonly string[]
}

/** What is looked at of a row of `gsd-runs`. */
export interface RunRow {
  readonly status: string
  readonly outcome: string | null
  readonly owner_approval_status: string
}

interface OpenRunRow {
  readonly _key: string
  readonly release_id: string
  readonly run: { readonly stageEnteredAt: string }
}

interface ReleaseRow extends Omit<ReleaseFacts, 'releaseId'> {
  readonly release_id: string
}

type Reading = Pick<Host, 'rows' | 'all'>

interface When {
  readonly now: Date
  readonly rolloutWithin: number
}

/** Most releases of runs that are not completed which a target is compared with. */
const mostPending = 3

/** Finds what may run at a target, of its verifications that passed, newest first. */
export async function findStanding(
  host: Reading,
  verified: readonly Verified[],
  when: When,
): Promise<Standing> {
  const ids = verified.flatMap(({ runId }) => runId ?? [])
  const runs = await rowsOf<RunRow>(host, 'gsd-runs', ids, [
    ...['status', 'outcome', 'owner_approval_status'],
  ])
  const named = approvedAmong(verified, runs)
  const releases = await rowsOf<ReleaseRow>(
    host,
    'releases',
    named.map(({ releaseId }) => releaseId),
    ['release_id', 'commit', 'images'],
  )
  const accepted = named.flatMap(approved => {
    const row = releases.get(approved.releaseId)
    return row ? [{ approved, release: { ...row, releaseId: row.release_id } }] : []
  })
  return { accepted, underway: accepted.length > 0 ? await findUnderway(host, accepted, when) : [] }
}

/**
 * What of the verifications counts: the newest that no run stands behind, or a run that ended well; before it, what runs have verified
 * since that go on and that nobody rejected. A run that was given up approves nothing.
 */
export function approvedAmong(
  verified: readonly Verified[],
  runs: ReadonlyMap<string, RunRow>,
): readonly Approved[] {
  const pending: Approved[] = []
  for (const { releaseId, verificationId, runId, boardId } of verified) {
    const standing = standingOf(runId, runs)
    if (standing === null) continue
    const one = { releaseId, verificationId, runId, boardId, standing }
    if (standing === 'approved') return [one, ...pending]
    if (pending.length < mostPending) pending.push(one)
  }
  return pending
}

function standingOf(
  runId: string | null,
  runs: ReadonlyMap<string, RunRow>,
): Approved['standing'] | null {
  if (runId === null) return 'approved'
  const run = runs.get(runId)
  if (!run) return null
  if (run.status === 'completed') return run.outcome === 'succeeded' ? 'approved' : null
  return run.owner_approval_status === 'rejected' ? null : 'pending'
}

/** Runs in their stage `rollout`, not for too long, of a release that shares a repository with what may run. */
async function findUnderway(
  host: Reading,
  accepted: readonly Accepted[],
  { now, rolloutWithin }: When,
): Promise<readonly string[]> {
  const columns = ['release_id', 'run']
  const open = ['queued', 'in_progress', 'blocked']
  const found = await host.all<OpenRunRow>('gsd-runs', {
    ...{ equals: { stage: 'rollout', status: open }, filled: ['release_id'], columns },
  })
  const oldestMs = now.getTime() - rolloutWithin * 1_000
  const runs = found.rows.filter(({ run }) => Date.parse(run.stageEnteredAt) >= oldestMs)
  const ids = runs.map(run => run.release_id)
  const releases = await rowsOf<ReleaseRow>(host, 'releases', ids, ['release_id', 'images'])
  const ours = repositoriesOf(accepted.map(({ release }) => release))
  return runs
    .filter(({ release_id: id }) => {
      const release = releases.get(id)
      return release && [...repositoriesOf([release])].some(one => ours.has(one))
    })
    .map(({ _key }) => _key)
}

/** The repositories of releases, as they are compared. */
export function repositoriesOf(
  releases: readonly Pick<ReleaseFacts, 'images'>[],
): ReadonlySet<string> {
  const images = releases.flatMap(one => one.images)
  return new Set(images.map(({ repository }) => plainRepository(repository)))
}

async function rowsOf<Row extends object>(
  { rows }: Reading,
  projection: string,
  ids: readonly string[],
  columns: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const keys = [...new Set(ids)]
  if (keys.length === 0) return new Map()
  const found = await rows<Row>(projection, { keys, columns })
  return new Map(found.rows.map(row => [row._key, row]))
}
