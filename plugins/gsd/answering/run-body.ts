import { standingOf } from '../approving/standing.ts'
import { shownLinks } from '../evidencing/shown-links.ts'
import { type Bypass, type LastDecision, rulesOf, type Run } from '../run.ts'
import { approvalPointBody } from './approvals-body.ts'

/** A run as the API shows it. What it was completed with is judged at that time, everything else at `now`. */
export function runBody(run: Run, now: Date): Record<string, unknown> {
  const at = run.completedAt ?? now.toISOString()
  return {
    ...ownerFields(run, at),
    id: run.runId,
    organization_id: run.organizationId,
    board_id: run.boardId,
    task_id: run.taskId,
    created_by_user_id: run.createdByUserId,
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
    status_reason: run.statusReason,
    stage_attempt: run.attempts[run.stage] ?? 1,
    stage_entered_at: run.stageEnteredAt,
    out_of_order_moves: run.outOfOrderMoves,
    required_evidence: run.requiredEvidence,
    approvals: run.points.map(point => approvalPointBody(point, run, at)),
    gate_decisions: run.decisions.map(decisionBody),
    gate_bypasses: run.bypasses.map(bypass => bypassBody(bypass, at)),
  }
}

/** The owner's approval as Mission Control knows it. */
export interface OwnerFields {
  readonly owner_approval_required: boolean
  readonly owner_approval_status: 'not_required' | 'pending' | 'approved' | 'rejected'
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
    given_at: bypass.givenAt,
    expires_at: bypass.expiresAt,
    state: bypass.expiresAt > at ? 'active' : 'expired',
  }
}
