import type { Run } from '../run.ts'
import { subjectDigest } from './subject-digest.ts'

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
