import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { ReleaseRegistered } from '../../plugins/release/events.ts'
import type { VerificationFinished } from '../../plugins/rollout/events.ts'
import { isNewer, type Span } from '../../plugins/rollout/verifying/newer.ts'
import { releaseTable, type ReleaseRow } from './table.ts'

/**
 * Every registered release, with the newest verification that counts for it: of the target that gates ask about, by who speaks for
 * all. A verification of a release that nobody registered is none of a release.
 */
export default defineProjection<ReleaseRow, ReleaseRegistered | VerificationFinished>({
  name: 'releases',
  version: 3,
  columns: releaseTable.columns,
  indexes: [
    ['registered_at', 'release_id'],
    ['verdict', 'registered_at', 'release_id'],
    ['verdict', 'verified_at', 'release_id'],
    ['commit'],
  ],
  keys: event =>
    event.type === 'rollout.VerificationFinished' && !counts(event.data)
      ? []
      : [event.data.releaseId].filter(id => id !== null),
  on: {
    'release.Registered': (row, event) => row ?? register(event),
    'rollout.VerificationFinished': (row, event) => (row ? takeVerification(row, event) : null),
  },
})

/** The row of a release that has just been registered; a release is registered once. */
function register({ data, receivedAt, metadata }: Recorded<ReleaseRegistered>): ReleaseRow {
  const { releaseId, manifest } = data
  return {
    release_id: releaseId,
    commit: manifest.commit,
    source: manifest.source,
    built_at: new Date(manifest.created),
    builder: manifest.builder,
    images: manifest.images,
    registered_at: receivedAt,
    registered_by: metadata['actor'] ?? 'system:release',
    verdict: null,
    verification_id: null,
    evidence_link: null,
    checked_since: null,
    checked_at: null,
    verified_at: null,
  }
}

// What was recorded before it said whether it counts is believed, but for what could have been asked for by anybody of a board.
function counts({ speaksFor, targetRole, boardId }: VerificationFinished['data']): boolean {
  const forAll = speaksFor === undefined ? boardId === null : speaksFor === 'all'
  return forAll && targetRole !== 'other'
}

/** Takes a verification into a row unless a newer one is there. */
function takeVerification(row: ReleaseRow, { data }: Recorded<VerificationFinished>): ReleaseRow {
  const startedAt = new Date(data.startedAt)
  const finishedAt = new Date(data.finishedAt)
  const verifiedAt =
    data.verdict === 'passed' ? later(row.verified_at, finishedAt) : row.verified_at
  const span = { id: data.verificationId, startedAt, finishedAt }
  if (isKnown(row, span)) return { ...row, verified_at: verifiedAt }
  return {
    ...row,
    verdict: data.verdict,
    verification_id: data.verificationId,
    evidence_link: data.evidenceLink,
    checked_since: startedAt,
    checked_at: finishedAt,
    verified_at: verifiedAt,
  }
}

function isKnown(row: ReleaseRow, one: Span): boolean {
  const { verification_id: id, checked_since: startedAt, checked_at: finishedAt } = row
  if (id === null || startedAt === null || finishedAt === null) return false
  return !isNewer(one, { id, startedAt, finishedAt })
}

function later(before: Date | null, now: Date): Date {
  return before !== null && before > now ? before : now
}
