import type { DomainEvent } from '../../core/event.ts'
import type {
  ApprovalDecided,
  ApprovalTerms,
  CitedDecision,
  EvidenceContent,
  GateRecord,
  Metrics,
  RunRef,
  RunStart,
} from './event-data.ts'
import type { OpenStatus, Order, Stage, Step } from './stage.ts'

export type RunStarted = DomainEvent<'gsd.RunStarted', RunStart>
export type RunRenamed = DomainEvent<
  'gsd.RunRenamed',
  RunRef & { readonly runName: string; readonly iterationNumber: number }
>
export type ReleaseNamed = DomainEvent<
  'gsd.ReleaseNamed',
  RunRef & { readonly releaseId: string; readonly previousReleaseId: string | null }
>
export type StageEntered = DomainEvent<
  'gsd.StageEntered',
  RunRef & {
    readonly from: Stage
    readonly to: Stage
    /** Which time this stage is entered, from 1. */
    readonly attempt: number
    readonly order: Order
    readonly reason: string | null
  }
>
export type StatusChanged = DomainEvent<
  'gsd.StatusChanged',
  RunRef & {
    readonly from: OpenStatus
    readonly to: OpenStatus
    readonly reason: string | null
  }
>
export type ApprovalRequested = DomainEvent<
  'gsd.ApprovalRequested',
  RunRef &
    ApprovalTerms & {
      readonly step: Step
      /** Which request for this step, from 1; decisions of earlier rounds no longer count. */
      readonly round: number
      readonly note: string | null
    }
>
export type ApprovalGiven = DomainEvent<
  'gsd.ApprovalGiven',
  ApprovalDecided & { readonly expiresAt: string | null }
>
export type ApprovalRejected = DomainEvent<
  'gsd.ApprovalRejected',
  ApprovalDecided & { readonly note: string }
>
export type ApprovalWaived = DomainEvent<
  'gsd.ApprovalWaived',
  RunRef & { readonly step: Step; readonly reason: string | null }
>
export type ApprovalNoted = DomainEvent<
  'gsd.ApprovalNoted',
  RunRef & { readonly step: Step; readonly note: string }
>
export type EvidenceAttached = DomainEvent<
  'gsd.EvidenceAttached',
  RunRef &
    EvidenceContent & {
      readonly evidenceId: string
      /** SHA-256 of the canonical JSON of the content. */
      readonly digest: string
      readonly stage: Stage
      /** The verification that made it. */
      readonly verificationId: string | null
    }
>
export type EvidenceWithdrawn = DomainEvent<
  'gsd.EvidenceWithdrawn',
  RunRef & { readonly evidenceId: string; readonly reason: string }
>
export type LinksArranged = DomainEvent<
  'gsd.LinksArranged',
  RunRef & { readonly links: readonly string[] }
>
export type MetricsRecorded = DomainEvent<
  'gsd.MetricsRecorded',
  RunRef & { readonly metrics: Metrics }
>
export type GateDecided = DomainEvent<'gsd.GateDecided', CitedDecision>
export type GateBypassed = DomainEvent<
  'gsd.GateBypassed',
  RunRef & {
    readonly bypassId: string
    readonly step: Step
    /** The gates that may deny; null: all of the step. */
    readonly gates: readonly string[] | null
    readonly releaseId: string | null
    readonly reason: string
    readonly expiresAt: string
  }
>
export type RunCompleted = DomainEvent<
  'gsd.RunCompleted',
  RunRef & { readonly stage: Stage; readonly reason: string | null; readonly subjectDigest: string }
>
export type RunReopened = DomainEvent<
  'gsd.RunReopened',
  RunRef & { readonly status: OpenStatus; readonly reason: string | null }
>

/** Everything that happens to a run. */
export type RunEvent =
  | RunStarted
  | RunRenamed
  | ReleaseNamed
  | StageEntered
  | StatusChanged
  | ApprovalRequested
  | ApprovalGiven
  | ApprovalRejected
  | ApprovalWaived
  | ApprovalNoted
  | EvidenceAttached
  | EvidenceWithdrawn
  | LinksArranged
  | MetricsRecorded
  | GateDecided
  | GateBypassed
  | RunCompleted
  | RunReopened

export type GatesJudged = DomainEvent<'gsd.GatesJudged', GateRecord>

export type GsdEvent = RunEvent | GatesJudged
