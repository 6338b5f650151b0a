import { get } from '../../api/client.ts'
import type { Release, Verification } from './sources.ts'

/** Reads what was verified last, and the newest releases. */
export async function readRollouts(signal: AbortSignal): Promise<{
  readonly verifications: readonly Verification[]
  readonly releases: readonly Release[]
}> {
  const [verifications, releases] = await Promise.all([
    get('/api/v1/verifications', { query: { limit: 50 }, signal }),
    get('/api/v1/releases', { query: { limit: 3 }, signal }),
  ])
  return { verifications: verifications.body.verifications, releases: releases.body.releases }
}
