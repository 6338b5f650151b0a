import type { GateDecision, GateReason } from '../../../core/gate.ts'
import type { Step } from '../stage.ts'

/** Whether a gate was asked: a plugin may not offer it, and the run may lack what it is asked about. */
export const askings = ['asked', 'not_offered', 'fact_missing'] as const

/** One gate of a step, what it was asked and what it said. */
export interface GateReply {
  readonly gate: string
  readonly asking: (typeof askings)[number]
  readonly question: Readonly<Record<string, unknown>>
  /** Facts of the run that the gate is asked about and that the run does not have. */
  readonly missing: readonly string[]
  /** Null when it was not asked. */
  readonly answer: {
    readonly decision: GateDecision
    readonly reasons: readonly GateReason[]
    /** Ledger position it was answered from; null when it could not look. */
    readonly position: string | null
  } | null
}

/** Everything that a decision of gates is made from. */
export interface GateFacts {
  readonly runId: string
  /** Revision of the run when the gates were asked; -1 before it has started. */
  readonly runRevision: number
  readonly step: Step
  readonly mode: 'enforce' | 'warn'
  readonly boardId: string | null
  readonly releaseId: string | null
  readonly judgedAt: string
  readonly replies: readonly GateReply[]
}
