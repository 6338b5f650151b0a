import type { ApprovalTerms } from '../events/approval-events.ts'
import { type Stage, type Step, steps } from '../stage.ts'

/** A step that needs approval, and the request that is open for it. */
export interface ApprovalPoint extends ApprovalTerms {
  readonly step: Step
  /** Which request this is; decisions of earlier ones no longer count. */
  readonly round: number
  readonly requestedAt: string
  readonly requestedBy: string
}

/** What an approver decided. */
export interface Approval {
  readonly approvalId: string
  readonly step: Step
  readonly round: number
  readonly decision: 'approved' | 'rejected'
  readonly actor: string
  /** The service that named the actor; null when the actor's own token decided. */
  readonly via: string | null
  readonly note: string | null
  readonly decidedAt: string
  /** What it was decided on. */
  readonly subjectDigest: string
  readonly expiresAt: string | null
  /** When its subject changed, which is when it stopped to count. */
  readonly voidedAt: string | null
}

/** Tells whether a run has a step before it. */
export function isAhead({ stage }: { readonly stage: Stage }, step: Step): boolean {
  return steps.indexOf(step) > steps.indexOf(stage)
}
