import type { Approval, ApprovalPoint } from '../approving/approval-point.ts'
import { standingOf, stateOf } from '../approving/standing.ts'
import type { Run } from '../run.ts'

/** An approval point as the API shows it. */
export function approvalPointBody(point: ApprovalPoint, run: Run, at: string): object {
  const { status, counted, approvedAt } = standingOf(point, run, { at, actor: null })
  return {
    stage: point.step,
    status,
    required: point.required,
    given: counted.length,
    role: point.role,
    two_person: point.secondPerson === 'required',
    expires_after_seconds: point.expiresAfterSeconds,
    round: point.round,
    requested_at: point.requestedAt,
    requested_by: point.requestedBy,
    approved_at: approvedAt,
  }
}

/** All approval points of a run, and every decision on them. */
export function approvalsBody(run: Run, now: Date): object {
  const at = run.completedAt ?? now.toISOString()
  return {
    run_id: run.runId,
    points: run.points.map(point => approvalPointBody(point, run, at)),
    approvals: run.approvals.map(approval => approvalBody(approval, run, at)),
  }
}

function approvalBody(approval: Approval, run: Run, at: string): object {
  const point = run.points.find(({ step }) => step === approval.step)
  return {
    id: approval.approvalId,
    stage: approval.step,
    round: approval.round,
    decision: approval.decision,
    actor: approval.actor,
    note: approval.note,
    decided_at: approval.decidedAt,
    subject_digest: approval.subjectDigest,
    expires_at: approval.expiresAt,
    voided_at: approval.voidedAt,
    state: point
      ? stateOf(approval, point, { run, moment: { at, actor: null } })
      : ('superseded' as const),
  }
}
