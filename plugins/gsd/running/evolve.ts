import type { Recorded } from '../../../core/event.ts'
import { evolveApprovals } from '../approving/evolve-approvals.ts'
import { voidChanged } from '../approving/subject.ts'
import type { RunEvent, RunStarted, StageEntered } from '../events.ts'
import type { StageEvent } from '../events/stage-events.ts'
import { evolveEvidence } from '../evidencing/evolve-evidence.ts'
import { evolveGates } from '../gating/evolve-gates.ts'
import { originOf, type Run } from '../run.ts'
import { userIdOf } from '../approving/person.ts'

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
  const { actor, via, at } = originOf(event)
  return {
    ...rest,
    createdByUserId: userIdOf(actor),
    createdBy: actor,
    createdVia: via,
    stage,
    releaseId: null,
    outcome: null,
    endedBy: null,
    endedVia: null,
    statusReason: null,
    attempts: { [stage]: 1 },
    stageEnteredAt: at,
    outOfOrderMoves: 0,
    advancedBy: [actor],
    evidence: [],
    evidenceCount: 0,
    arrangement: [],
    verifications: [],
    verified: null,
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

/** Folds what moves a run. */
function evolveStages(
  run: Run,
  event: Exclude<Recorded<StageEvent>, { type: 'gsd.RunStarted' }>,
): Run {
  const { actor, via, at } = originOf(event)
  switch (event.type) {
    case 'gsd.RunRenamed':
      return {
        ...run,
        runName: event.data.runName,
        iterationNumber: event.data.iterationNumber,
      }
    case 'gsd.ReleaseNamed':
      return voidChanged({ ...moved(run, event), releaseId: event.data.releaseId }, at)
    case 'gsd.StageEntered':
      return advanced(entered(run, event), event)
    case 'gsd.StatusChanged':
      return { ...run, status: event.data.to, statusReason: event.data.reason }
    case 'gsd.RunCompleted': {
      const { reason, outcome } = event.data
      const completed = { status: 'completed', statusReason: reason, completedAt: at } as const
      const ended = { ...run, ...completed, outcome, endedBy: actor, endedVia: via }
      return outcome === 'succeeded' ? advanced(ended, event) : moved(ended, event)
    }
    case 'gsd.RunReopened': {
      const { status, reason } = event.data
      const open = { status, statusReason: reason, completedAt: null, outcome: null }
      return moved({ ...run, ...open, endedBy: null, endedVia: null }, event)
    }
    default:
      return event satisfies never
  }
}

function entered(run: Run, event: Recorded<StageEntered>): Run {
  const { to, attempt, order } = event.data
  return {
    ...run,
    stage: to,
    attempts: { ...run.attempts, [to]: attempt },
    stageEnteredAt: originOf(event).at,
    outOfOrderMoves: run.outOfOrderMoves + (order === 'forward' ? 0 : 1),
  }
}

function advanced(run: Run, event: Recorded<StageEvent>): Run {
  const { actor } = originOf(event)
  const { advancedBy } = run
  return {
    ...moved(run, event),
    advancedBy: advancedBy.includes(actor) ? advancedBy : [...advancedBy, actor],
  }
}

function moved(run: Run, { revision }: Recorded<StageEvent>): Run {
  return { ...run, transitionRevision: Number(revision) }
}
