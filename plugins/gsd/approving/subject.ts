import { digestOf } from '../../../core/plugin-api.ts'
import type { Run, StandingEvidence, Weakening } from '../run.ts'

/** What an approver approves: the release, the evidence that stands, and that the rules were weakened where they were. */
export type Subject = Pick<Run, 'releaseId' | 'evidence'> & Partial<Pick<Run, 'weakenings'>>

/** What an approver has looked at. */
export interface Seen {
  readonly digest: string
  /** What the run was when it had this digest; null when it never had. */
  readonly subject: Subject | null
}

/** Digest of a subject, in whatever order its evidence came. */
export function subjectDigest({ releaseId, evidence, weakenings = [] }: Subject): string {
  const weakened = weakenings.map(({ rulesEventId }) => rulesEventId).toSorted()
  return digestOf({
    release_id: releaseId,
    evidence: evidence.map(({ digest }) => digest).toSorted(),
    ...(weakened.length > 0 ? { rules_weakened: weakened } : {}),
  })
}

/** Voids the approvals that were given on another subject, for good: also when the subject becomes again what it was. */
export function voidChanged(run: Run, at: string): Run {
  if (run.approvals.length === 0) return run
  const current = subjectDigest(run)
  const approvals = run.approvals.map(approval =>
    approval.voidedAt === null && approval.subjectDigest !== current
      ? { ...approval, voidedAt: at }
      : approval,
  )
  return { ...run, approvals }
}

/** A subject and its digest, as the API shows them. */
export function subjectBody(subject: Subject): {
  readonly subject: object
  readonly subject_digest: string
} {
  const { releaseId, evidence, weakenings = [] } = subject
  return {
    subject: {
      release_id: releaseId,
      evidence: evidence.map(evidenceBody),
      rules_weakened: weakenings.map(weakeningBody),
    },
    subject_digest: subjectDigest(subject),
  }
}

/** What has become of a subject since it was looked at; null when it never was what was looked at. */
export function changesSince(seen: Subject | null, now: Subject): object | null {
  if (seen === null) return null
  const release = { was: seen.releaseId, is: now.releaseId }
  const known = new Set(seen.weakenings?.map(({ rulesEventId }) => rulesEventId))
  const weakened = (now.weakenings ?? []).filter(({ rulesEventId: id }) => !known.has(id))
  return {
    ...(release.was === release.is ? {} : { release_id: release }),
    attached: without(now.evidence, seen.evidence).map(evidenceBody),
    withdrawn: without(seen.evidence, now.evidence).map(evidenceBody),
    ...(weakened.length > 0 ? { rules_weakened: weakened.map(weakeningBody) } : {}),
  }
}

function without(
  evidence: readonly StandingEvidence[],
  others: readonly StandingEvidence[],
): readonly StandingEvidence[] {
  const ids = new Set(others.map(({ evidenceId }) => evidenceId))
  return evidence.filter(({ evidenceId }) => !ids.has(evidenceId))
}

function evidenceBody({ evidenceId, type, title, url, digest }: StandingEvidence): object {
  return { id: evidenceId, type, title, url, digest }
}

/** Weakened rules as the API shows them. */
export function weakeningBody(weakening: Weakening): object {
  const { rulesEventId, plugin, rulesDigest, weakenedAt, changes } = weakening
  return {
    ...{ plugin, changes, weakened_at: weakenedAt, rules_digest: rulesDigest },
    event_id: rulesEventId,
  }
}
