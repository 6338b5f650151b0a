import type { Recorded } from '../../../core/event.ts'
import { evolveApprovals } from '../approving/evolve-approvals.ts'
import { evolveEvidence } from '../evidencing/evolve-evidence.ts'
import type { RunEvent, RunStarted } from '../events.ts'
import { evolveGates } from '../gating/evolve-gates.ts'
import type { Run } from '../run.ts'
import { evolveStages } from './evolve-stages.ts'
import { originOf } from './origin.ts'

/** Folds an event into a run; null before it has started. Nothing but `gsd.RunStarted` starts one. */
export function evolve(run: Run | null, event: Recorded<RunEvent>): Run | null {
  if (event.type === 'gsd.RunStarted') return started(event)
  return run && { ...evolveStarted(run, event), updatedAt: originOf(event).at }
}

function evolveStarted(
  run: Run,
  event: Exclude<Recorded<RunEvent>, { type: 'gsd.RunStarted' }>,
): Run {
  switch (event.type) {
    case 'gsd.RunRenamed':
    case 'gsd.ReleaseNamed':
    case 'gsd.StageEntered':
    case 'gsd.StatusChanged':
    case 'gsd.RunCompleted':
    case 'gsd.RunReopened':
      return evolveStages(run, event)
    case 'gsd.ApprovalRequested':
    case 'gsd.ApprovalGiven':
    case 'gsd.ApprovalRejected':
    case 'gsd.ApprovalWaived':
    case 'gsd.ApprovalNoted':
      return evolveApprovals(run, event)
    case 'gsd.EvidenceAttached':
    case 'gsd.EvidenceWithdrawn':
    case 'gsd.LinksArranged':
    case 'gsd.MetricsRecorded':
      return evolveEvidence(run, event)
    case 'gsd.GateDecided':
    case 'gsd.GateBypassed':
      return evolveGates(run, event)
    default:
      return event satisfies never
  }
}

function started(event: Recorded<RunStarted>): Run {
  const { stage, ...rest } = event.data
  const { actor, at } = originOf(event)
  return {
    ...rest,
    stage,
    releaseId: null,
    statusReason: null,
    attempts: { [stage]: 1 },
    stageEnteredAt: at,
    outOfOrderMoves: 0,
    advancedBy: [actor],
    evidence: [],
    evidenceCount: 0,
    arrangement: [],
    verifications: [],
    metrics: {},
    points: [],
    approvals: [],
    approvalNote: null,
    bypasses: [],
    decisions: [],
    transitionRevision: Number(event.revision),
    completedAt: null,
    createdAt: at,
    updatedAt: at,
  }
}
