import type {
  ApprovalGiven,
  ApprovalNoted,
  ApprovalRejected,
  ApprovalRequested,
  ApprovalWaived,
} from '../events.ts'
import { forReason } from './for-reason.ts'
import { stepWords } from './step-words.ts'

type ApprovalEvent =
  ApprovalRequested | ApprovalGiven | ApprovalRejected | ApprovalWaived | ApprovalNoted

/** Says what was asked of approvers, and what they said. */
export function approvalSentence(event: ApprovalEvent): string {
  switch (event.type) {
    case 'gsd.ApprovalRequested':
      return requested(event.data)
    case 'gsd.ApprovalGiven':
      return forReason(`Approved ${stepWords(event.data.step)}`, event.data.note)
    case 'gsd.ApprovalRejected':
      return forReason(`Rejected ${stepWords(event.data.step)}`, event.data.note)
    case 'gsd.ApprovalWaived':
      return forReason(
        `Needs no approval any more for ${stepWords(event.data.step)}`,
        event.data.reason,
      )
    case 'gsd.ApprovalNoted':
      return forReason(`Noted on ${stepWords(event.data.step)}`, event.data.note)
    default:
      return event satisfies never
  }
}

function requested({ step, round, required, role, note }: ApprovalRequested['data']): string {
  const again = round > 1 ? ' again' : ''
  const many = required === 1 ? 'one approval' : `${required} approvals`
  const whom = role === null ? '' : ` of ${role}`
  return forReason(`Asked${again} for ${many}${whom} for ${stepWords(step)}`, note)
}
