import type { Decider } from '../../core/plugin-api.ts'
import type { ReleaseRegistered, RegisteredRelease } from './events.ts'

/** A release as its stream tells. */
export type ReleaseState = 'unknown' | 'registered'

/** The rules of `release-<id>`: a release is its manifest, so it is registered once and never changes. */
export const release: Decider<ReleaseState, RegisteredRelease, ReleaseRegistered> = {
  initial: 'unknown',
  evolve: () => 'registered',
  decide: (data, state) => (state === 'registered' ? [] : [{ type: 'release.Registered', data }]),
}

/** Stream of a release. */
export const releaseStream = (releaseId: string): string => `release-${releaseId}`
