import type { Read } from '../../api/client.ts'

/** A verification, as lists of them have it. */
export type Verification = Read<'/api/v1/verifications'>['verifications'][number]

/** The release that was verified to run last, and when; null when none of the newest verifications passed. */
export interface Running {
  readonly releaseId: string
  readonly at: string
  readonly target: string
}

/** Finds what runs among verifications, newest first: a release counts by its newest one alone. */
export function runningOf(
  verifications: readonly Pick<Verification, 'release_id' | 'verdict' | 'finished_at' | 'target'>[],
): Running | null {
  const seen = new Set<string>()
  for (const { release_id: releaseId, verdict, finished_at: at, target } of verifications) {
    if (releaseId === null || seen.has(releaseId)) continue
    if (verdict === 'passed') return { releaseId, at, target }
    seen.add(releaseId)
  }
  return null
}
