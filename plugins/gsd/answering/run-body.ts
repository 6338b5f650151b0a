import type { Approval, ApprovalPoint } from '../approving/approval-point.ts'
import { standingOf, stateOf } from '../approving/standing.ts'
import { subjectBody, weakeningBody } from '../approving/subject.ts'
import { wordsOf } from '../gating/by-rules.ts'
import { shownLinks } from '../evidencing/links.ts'
import { type Bypass, type LastDecision, rulesOf, type Run } from '../run.ts'

/** A run as the API shows it. What it was completed with is judged at that time, everything else at `now`. */
export function runBody(run: Run, now: Date): Record<string, unknown> {
  const at = run.completedAt ?? now.toISOString()
  const owner = ownerFields(run, at)
  // Written out: an object of so many members that begins with a spread costs several times as much, at every later step too.
  return {
    owner_approval_required: owner.owner_approval_required,
    owner_approval_status: owner.owner_approval_status,
    owner_approval_note: owner.owner_approval_note,
    owner_approved_at: owner.owner_approved_at,
    id: run.runId,
    organization_id: run.organizationId,
    board_id: run.boardId,
    task_id: run.taskId,
    created_by_user_id: run.createdByUserId,
    created_by: run.createdBy,
    created_via: run.createdVia,
    run_name: run.runName,
    iteration_number: run.iterationNumber,
    stage: run.stage,
    status: run.status,
    rollout_evidence_links: shownLinks(run),
    metrics_snapshot: run.metrics,
    completed_at: run.completedAt,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    release_id: run.releaseId,
    rules: rulesOf(run),
    outcome: run.outcome,
    ended_by: run.endedBy,
    ended_via: run.endedVia,
    status_reason: run.statusReason,
    stage_attempt: run.attempts[run.stage] ?? 1,
    stage_entered_at: run.stageEnteredAt,
    out_of_order_moves: run.outOfOrderMoves,
    required_evidence: run.requiredEvidence,
    approvals: run.points.map(point => approvalPointBody(point, run, at)),
    gate_decisions: run.decisions.map(decisionBody),
    gate_bypasses: run.bypasses.map(bypass => bypassBody(bypass, at)),
    rules_weakened: run.weakenings.map(weakeningBody),
  }
}

/** How the owner's approval can stand. */
export const ownerStatuses = ['not_required', 'pending', 'approved', 'rejected'] as const

/** The owner's approval as Mission Control knows it. */
interface OwnerFields {
  readonly owner_approval_required: boolean
  readonly owner_approval_status: (typeof ownerStatuses)[number]
  readonly owner_approval_note: string | null
  readonly owner_approved_at: string | null
}

/** The approval point at completion, judged at a time. */
export function ownerFields(run: Run, at: string): OwnerFields {
  const point = run.points.find(({ step }) => step === 'completion')
  const standing = point && standingOf(point, run, { at, actor: null })
  return {
    owner_approval_required: point !== undefined,
    owner_approval_status: standing?.status ?? 'not_required',
    owner_approval_note: run.approvalNote,
    owner_approved_at: standing?.approvedAt ?? null,
  }
}

/** The last decision of gates about a step, as a run shows it. */
function decisionBody(decision: LastDecision): object {
  return {
    id: decision.decisionId,
    stage: decision.step,
    mode: decision.mode,
    decision: decision.decision,
    effect: decision.effect,
    gates: decision.gates,
    by_rules: (decision.byRules ?? []).map(set => ({ ...set, text: wordsOf(set) })),
    bypass_id: decision.bypassId,
    record_digest: decision.recordDigest,
    decided_at: decision.decidedAt,
  }
}

/** A bypass as a run shows it. */
function bypassBody(bypass: Bypass, at: string): object {
  return {
    id: bypass.bypassId,
    stage: bypass.step,
    gates: bypass.gates,
    release_id: bypass.releaseId,
    reason: bypass.reason,
    actor: bypass.actor,
    via: bypass.via,
    given_at: bypass.givenAt,
    expires_at: bypass.expiresAt,
    state: bypass.expiresAt > at ? 'active' : 'expired',
  }
}

/** An approval point as the API shows it. */
function approvalPointBody(point: ApprovalPoint, run: Run, at: string): object {
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
    ...subjectBody(run),
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
    via: approval.via,
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
