import type { Recorded } from '../../core/plugin-api.ts'
import type { Approval, ApprovalPoint } from './approving/approval-point.ts'
import type { CitedDecision } from './events/gate-events.ts'
import type { Metrics } from './events/evidence-events.ts'
import type { RunEvent } from './events.ts'
import type { RulesEvent } from './events/rules-events.ts'
import type { Outcome } from './events/stage-events.ts'
import type { OpenStatus, Stage, Status, Step } from './stage.ts'

/** Evidence that stands. Its predicate is in its event. */
export interface StandingEvidence {
  readonly evidenceId: string
  readonly type: string
  readonly title: string
  readonly url: string | null
  readonly digest: string
  readonly stage: Stage
}

/** A verification as a run rests on it. */
export interface Verified {
  readonly evidenceId: string
  readonly releaseId: string | null
  readonly verdict: 'passed' | 'failed'
  readonly startedAt: unknown
  readonly finishedAt: unknown
}

/** A deny set aside. */
export interface Bypass {
  readonly bypassId: string
  readonly step: Step
  readonly gates: readonly string[] | null
  readonly releaseId: string | null
  readonly reason: string
  readonly actor: string
  readonly via: string | null
  readonly givenAt: string
  readonly expiresAt: string
}

/** The last decision of gates about a step. */
export interface LastDecision extends Omit<CitedDecision, 'runId'> {
  readonly decidedAt: string
}

/** Rules that were weakened since a run began. */
export type Weakening = Omit<RulesEvent['data'], 'runId'>

/** A run as its stream tells it, in plain JSON. Whether an approval or a bypass has expired is judged by who asks. */
export interface Run {
  readonly runId: string
  readonly organizationId: string | null
  readonly boardId: string | null
  readonly taskId: string | null
  /** The person who created it, where that is a UUID. */
  readonly createdByUserId: string | null
  /** Who created it, as `kind:id`. */
  readonly createdBy: string
  readonly createdVia: string | null
  readonly runName: string
  readonly iterationNumber: number
  readonly releaseId: string | null
  readonly stage: Stage
  readonly status: Status
  /** How it ended; null until it has. */
  readonly outcome: Outcome | null
  /** Who ended it, as `kind:id`. */
  readonly endedBy: string | null
  readonly endedVia: string | null
  /** Why it has this status. */
  readonly statusReason: string | null
  /** How often each stage has been entered. */
  readonly attempts: Readonly<Partial<Record<Stage, number>>>
  readonly stageEnteredAt: string
  /** Moves that skipped a stage or went back. */
  readonly outOfOrderMoves: number
  /** Who created or advanced it: never their own second person. */
  readonly advancedBy: readonly string[]
  readonly requiredEvidence: readonly string[]
  readonly evidence: readonly StandingEvidence[]
  /** The order its links were last put in. */
  readonly arrangement: readonly string[]
  /** How much evidence was ever attached. */
  readonly evidenceCount: number
  /** The verifications that were taken in. */
  readonly verifications: readonly string[]
  /** The verification of its release that began last, or of anything while it names none. */
  readonly verified: Verified | null
  readonly metrics: Metrics
  readonly points: readonly ApprovalPoint[]
  /** Every decision of an approver, of all rounds. */
  readonly approvals: readonly Approval[]
  readonly approvalNote: string | null
  readonly bypasses: readonly Bypass[]
  readonly decisions: readonly LastDecision[]
  /** Rules that were weakened since it began. */
  readonly weakenings: readonly Weakening[]
  /** Revision of the last event that a judgement of gates must not be older than. */
  readonly transitionRevision: number
  readonly completedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** A run that is not completed. */
export type OpenRun = Run & { readonly status: OpenStatus }

/** Tells whether a run is not completed. */
export function isOpen(run: Run): run is OpenRun {
  return run.status !== 'completed'
}

/** Whether a run is held to the rules, because it names a release, or only tells what happened. */
export function rulesOf({ releaseId }: Pick<Run, 'releaseId'>): 'release' | 'telemetry' {
  return releaseId === null ? 'telemetry' : 'release'
}

/** Who caused an event, as `kind:id`, and when it was received. */
export interface Origin {
  readonly actor: string
  /** The service that named the person it acted for, as `kind:id`; null when the actor's own token did it. */
  readonly via: string | null
  readonly at: string
}

/** Reads the origin of an event as a run keeps it. */
export function originOf({ metadata, receivedAt }: Recorded<RunEvent>): Origin {
  const { actor = '', via = null } = metadata
  return { actor, via, at: receivedAt.toISOString() }
}

/** Events of a run as they are recorded, by their type. */
export type RunEvents = { readonly [E in RunEvent as E['type']]: Recorded<E> }

/** What each of some events makes of a run that has started. */
export type Folds<E extends RunEvent> = {
  readonly [T in E['type']]: (run: Run, event: RunEvents[T], origin: Origin) => Run
}

/** Stream of a run. */
export const runStream = (runId: string): string => `gsdRun-${runId}`

/** Stream of one decision of gates, which holds one event. */
export const decisionStream = (decisionId: string): string => `gateDecision-${decisionId}`
