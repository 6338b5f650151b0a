import { get } from '../../api/client.ts'
import { targetsPage } from '../../api/lists.ts'
import { readAll } from '../../api/rows.ts'
import type { Release, Target, Verification } from './sources.ts'

/** Reads what was verified last, the newest releases, and what runs where. */
export async function readRollouts(signal: AbortSignal): Promise<{
  readonly verifications: readonly Verification[]
  readonly releases: readonly Release[]
  readonly targets: readonly Target[]
}> {
  const [verifications, releases, targets] = await Promise.all([
    get('/api/v1/verifications', { query: { limit: 50 }, signal }),
    get('/api/v1/releases', { query: { limit: 3 }, signal }),
    readAll(query => targetsPage(query, signal)),
  ])
  return {
    verifications: verifications.body.verifications,
    releases: releases.body.releases,
    targets,
  }
}
