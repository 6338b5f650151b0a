import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import type { Run } from '../run.ts'

/** Digest of what an approver approves: the release and the evidence that stands, in whatever order it came. */
export function subjectDigest({
  releaseId,
  evidence,
}: Pick<Run, 'releaseId' | 'evidence'>): string {
  return digestOf({
    release_id: releaseId,
    evidence: evidence.map(({ digest }) => digest).toSorted(),
  })
}

/** SHA-256 in hex of the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
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
