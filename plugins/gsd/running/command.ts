import type { Actor } from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { ApprovalTerms } from '../events/approval-events.ts'
import type { EvidenceContent, Metrics } from '../events/evidence-events.ts'
import type { RunStart } from '../events/stage-events.ts'
import type { Judgement } from '../gating/judgement.ts'
import type { Seen } from '../approving/subject.ts'
import type { Outcome } from '../events/stage-events.ts'
import type { Run, Weakening } from '../run.ts'
import type { Stage, Status, Step } from '../stage.ts'
import type { Verification } from '../verifying/verification.ts'

/** Who commands, when, and whether they hold the scope `approve`. */
export interface Issuer {
  readonly actor: Actor
  readonly authority: 'may_approve' | 'may_not_approve'
  readonly at: string
}

/** What the configuration says of deciding. */
export type Policy = Pick<GsdConfig, 'secondPerson' | 'roles'>

/** An approval that is asked for. */
export interface ApprovalAsked extends ApprovalTerms {
  readonly step: Step
}

/** What a POST or PATCH says of a run; what is absent stays as it is. */
export interface Change {
  readonly stage?: Stage
  readonly status?: Status
  /** How it ends; `succeeded` when the status is `completed` and nothing else is said. */
  readonly outcome?: Outcome
  readonly reason?: string
  readonly releaseId?: string
  readonly runName?: string
  readonly iterationNumber?: number
  readonly ownerApproval?: 'required' | 'not_required'
  readonly ownerApprovalStatus?: 'pending' | 'approved' | 'rejected'
  readonly ownerApprovalNote?: string
  readonly approvals?: readonly ApprovalAsked[]
  readonly links?: readonly string[]
  readonly metrics?: Metrics
}

/** What every command on a run carries. */
export interface Issued {
  readonly by: Issuer
  readonly policy: Policy
  /** What gates said of the steps that the command takes. */
  readonly judgements: readonly Judgement[]
  /** What its sender has looked at; null when that is not said. */
  readonly seen: Seen | null
  /** Rules that were weakened since the run began, where that is asked. */
  readonly weakened?: readonly Weakening[]
}

/** What a decision is made with. */
export interface Deciding extends Issued {
  /** The run as it is recorded; rules see what those before them would make of it. */
  readonly before: Run | null
}

export type RunCommand = Issued &
  (
    | { readonly kind: 'start'; readonly start: Omit<RunStart, 'status'>; readonly change: Change }
    | { readonly kind: 'change'; readonly change: Change }
    | { readonly kind: 'attach'; readonly content: EvidenceContent }
    | { readonly kind: 'withdraw'; readonly evidenceId: string; readonly reason: string }
    | {
        readonly kind: 'decide'
        readonly step: Step
        readonly decision: 'approved' | 'rejected' | 'waived'
        readonly note: string | null
      }
    | {
        readonly kind: 'bypass'
        readonly step: Step
        readonly gates: readonly string[] | null
        readonly reason: string
        readonly expiresAt: string
      }
    | { readonly kind: 'note' }
    | { readonly kind: 'verify'; readonly verification: Verification }
  )
