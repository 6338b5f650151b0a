import type { ApprovalEvent } from '../events/approval-events.ts'
import type { Folds, Origin, Run, RunEvents } from '../run.ts'
import type { Step } from '../stage.ts'
import type { Approval, ApprovalPoint } from './approval-point.ts'

/** Folds what is asked of approvers and what they decide. */
export const approvalFolds: Folds<ApprovalEvent> = {
  'gsd.ApprovalRequested': (run, event, { actor, at }) => {
    const { step, round, required, role, secondPerson, expiresAfterSeconds } = event.data
    const terms = { required, role, secondPerson, expiresAfterSeconds }
    const point = { step, round, ...terms, requestedAt: at, requestedBy: actor }
    return noted({ ...run, points: [...without(run, step), point] }, event)
  },
  'gsd.ApprovalGiven': decided,
  'gsd.ApprovalRejected': decided,
  'gsd.ApprovalWaived': (run, { data: { step } }) => ({ ...run, points: without(run, step) }),
  'gsd.ApprovalNoted': noted,
}

function without({ points }: Run, step: Step): readonly ApprovalPoint[] {
  return points.filter(point => point.step !== step)
}

function decided(
  run: Run,
  event: RunEvents['gsd.ApprovalGiven' | 'gsd.ApprovalRejected'],
  { actor, via, at }: Origin,
): Run {
  const { approvalId, step, round, note, subjectDigest } = event.data
  const isGiven = event.type === 'gsd.ApprovalGiven'
  const approval: Approval = {
    ...{ approvalId, step, round, actor, via, note, subjectDigest, decidedAt: at, voidedAt: null },
    decision: isGiven ? 'approved' : 'rejected',
    expiresAt: isGiven ? event.data.expiresAt : null,
  }
  return noted({ ...run, approvals: [...run.approvals, approval] }, event)
}

// What Mission Control knows as the owner's note is the last one of completion.
function noted(
  run: Run,
  { data }: RunEvents[Exclude<ApprovalEvent['type'], 'gsd.ApprovalWaived'>],
): Run {
  return data.step === 'completion' && data.note !== null
    ? { ...run, approvalNote: data.note }
    : run
}
