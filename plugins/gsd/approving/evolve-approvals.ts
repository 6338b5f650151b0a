import type { Recorded } from '../../../core/event.ts'
import type { ApprovalGiven, ApprovalRejected, ApprovalRequested } from '../events.ts'
import type { ApprovalEvent } from '../events/approval-events.ts'
import { originOf, type Run } from '../run.ts'
import type { Approval, ApprovalPoint } from './approval-point.ts'

/** Folds what is asked of approvers and what they decide. */
export function evolveApprovals(run: Run, event: Recorded<ApprovalEvent>): Run {
  switch (event.type) {
    case 'gsd.ApprovalRequested':
      return noted({ ...run, points: [...without(run, event), requested(event)] }, event)
    case 'gsd.ApprovalGiven':
    case 'gsd.ApprovalRejected':
      return noted({ ...run, approvals: [...run.approvals, decided(event)] }, event)
    case 'gsd.ApprovalWaived':
      return { ...run, points: without(run, event) }
    case 'gsd.ApprovalNoted':
      return noted(run, event)
    default:
      return event satisfies never
  }
}

function without({ points }: Run, { data }: Recorded<ApprovalEvent>): readonly ApprovalPoint[] {
  return points.filter(({ step }) => step !== data.step)
}

function requested(event: Recorded<ApprovalRequested>): ApprovalPoint {
  const { step, round, required, role, secondPerson, expiresAfterSeconds } = event.data
  const { actor, at } = originOf(event)
  return {
    ...{ step, round, required, role, secondPerson, expiresAfterSeconds },
    ...{ requestedAt: at, requestedBy: actor },
  }
}

function decided(event: Recorded<ApprovalGiven | ApprovalRejected>): Approval {
  const { approvalId, step, round, note, subjectDigest } = event.data
  const { actor, via, at } = originOf(event)
  const given = event.type === 'gsd.ApprovalGiven'
  return {
    ...{ approvalId, step, round, actor, via, note, subjectDigest, decidedAt: at, voidedAt: null },
    decision: given ? 'approved' : 'rejected',
    expiresAt: given ? event.data.expiresAt : null,
  }
}

// What Mission Control knows as the owner's note is the last one of completion.
function noted(
  run: Run,
  { data }: Recorded<Exclude<ApprovalEvent, { type: 'gsd.ApprovalWaived' }>>,
): Run {
  return data.step === 'completion' && data.note !== null
    ? { ...run, approvalNote: data.note }
    : run
}
