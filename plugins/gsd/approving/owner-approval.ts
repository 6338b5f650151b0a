import type { ApprovalTerms } from '../events/approval-events.ts'
import { isOpen } from '../run.ts'
import { refused } from '../running/refused.ts'
import type { Rule } from '../running/rule.ts'
import { decideApproval, waiveApproval } from './approvals.ts'
import { request, requested } from './request-approvals.ts'
import { standingOf } from './standing.ts'

const step = 'completion'
const ownersTerms: ApprovalTerms = {
  required: 1,
  role: 'owner',
  secondPerson: 'not_required',
  expiresAfterSeconds: null,
}

/** `owner_approval_required` is the approval point at completion. */
export const requireOwner: Rule = (run, context) => {
  const { ownerApproval, ownerApprovalNote, reason } = context.change
  const exists = run.points.some(point => point.step === step)
  if (ownerApproval === 'required' && !exists)
    return request(run, { step, ...ownersTerms }, context)
  if (ownerApproval !== 'not_required') return []
  return waiveApproval(run, { step, reason: reason ?? ownerApprovalNote ?? null }, context)
}

/** `owner_approval_status` decides that approval, or asks for it anew; where none is required it says nothing. */
export const decideOwner: Rule = (run, context) => {
  const { ownerApprovalStatus: wanted, ownerApprovalNote } = context.change
  const { at } = context.by
  const point = run.points.find(one => one.step === step)
  if (!point || wanted === undefined) return []
  if (wanted !== 'pending')
    return decideApproval(
      run,
      { step, decision: wanted, note: ownerApprovalNote ?? null, noteField: 'owner_approval_note' },
      context,
    )
  const { status } = standingOf(point, run, { at, actor: null })
  if (status === 'pending') return []
  if (!isOpen(run)) throw refused('run_completed', context)
  return [requested(run, step, point)]
}

/** `owner_approval_note`, when no decision has taken it. */
export const noteOwner: Rule = (run, { change: { ownerApprovalNote: note } }) =>
  note === undefined || note === run.approvalNote
    ? []
    : [{ type: 'gsd.ApprovalNoted', data: { runId: run.runId, step, note } }]
