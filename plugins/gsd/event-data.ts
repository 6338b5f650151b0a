import type { GateDecision } from '../../core/gate.ts'
import type { GateFacts } from './gating/gate-facts.ts'
import type { OpenStatus, Stage, Step } from './stage.ts'

/** Which run. */
export interface RunRef {
  readonly runId: string
}

/** What a run is about when it starts. */
export interface RunStart extends RunRef {
  readonly organizationId: string | null
  readonly boardId: string | null
  readonly taskId: string | null
  readonly createdByUserId: string | null
  readonly runName: string
  readonly iterationNumber: number
  readonly stage: Stage
  readonly status: OpenStatus
  /** Types of evidence that must stand when it completes. */
  readonly requiredEvidence: readonly string[]
}

/** What can be asked of an approval point. */
export interface ApprovalTerms {
  /** How many different people must approve. */
  readonly required: number
  /** Whom to ask; checked where the configuration names the members of the role. */
  readonly role: string | null
  /** Whether who created or advanced the run counts as an approver. */
  readonly secondPerson: 'required' | 'not_required'
  readonly expiresAfterSeconds: number | null
}

/** What a decision of an approver rests on. */
export interface ApprovalDecided extends RunRef {
  readonly approvalId: string
  readonly step: Step
  readonly round: number
  readonly note: string | null
  /** SHA-256 of the canonical JSON of release and standing evidence. */
  readonly subjectDigest: string
}

/** What a proof is about. */
export interface EvidenceSubject {
  readonly name: string
  readonly digest: string
}

/** A proof, as its digest covers it. */
export interface EvidenceContent {
  readonly type: string
  readonly title: string
  readonly url: string | null
  readonly predicate: Readonly<Record<string, unknown>> | null
  readonly subject: readonly EvidenceSubject[]
}

/** What became of a step when its gates had been asked. */
export const gateEffects = ['allowed', 'warned', 'bypassed', 'refused'] as const

export type GateEffect = (typeof gateEffects)[number]

/** The decision of gates that a run cites. */
export interface CitedDecision extends RunRef {
  readonly decisionId: string
  readonly step: Step
  readonly mode: 'enforce' | 'warn'
  /** The worst answer. */
  readonly decision: GateDecision
  readonly effect: GateEffect
  /** The gates that were asked, with their answers. */
  readonly gates: readonly { readonly gate: string; readonly decision: GateDecision }[]
  /** The bypass that let the step happen, when `effect` is `bypassed`. */
  readonly bypassId: string | null
  /** SHA-256 of the canonical JSON of the decision's record. */
  readonly recordDigest: string
}

export type Metrics = Readonly<Record<string, number>>

/** A decision of gates, whole: it can be made again from its facts. */
export interface GateRecord {
  readonly decisionId: string
  readonly facts: GateFacts
  readonly decision: GateDecision
  /** The ids of the events behind the decision, each once. */
  readonly eventIds: readonly string[]
  /** The lowest ledger position that a gate was answered from; null when none could look. */
  readonly position: string | null
}
