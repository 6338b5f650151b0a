import { defineProjection } from '../../core/projection.ts'
import type { Registered } from '../../plugins/release/events.ts'
import type { VerificationFinished } from '../../plugins/rollout/events.ts'
import { register, takeVerification } from './fold.ts'
import type { ReleaseRow } from './row.ts'

/** Every registered release. A verification of a release that nobody registered is none of a release. */
export default defineProjection<ReleaseRow, Registered | VerificationFinished>({
  name: 'releases',
  version: 1,
  columns: {
    release_id: 'text',
    commit: 'text',
    source: 'text',
    built_at: 'timestamptz',
    builder: 'jsonb',
    images: 'jsonb',
    registered_at: 'timestamptz',
    registered_by: 'text',
    verdict: 'text',
    verification_id: 'text',
    evidence_link: 'text',
    checked_at: 'timestamptz',
    verified_at: 'timestamptz',
  },
  indexes: [['registered_at', 'release_id']],
  keys: ({ data }) => (data.releaseId === null ? [] : [data.releaseId]),
  on: {
    'release.Registered': (row, event) => row ?? register(event),
    'rollout.VerificationFinished': (row, event) => (row ? takeVerification(row, event) : null),
  },
})
