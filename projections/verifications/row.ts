import type { HealthGateResult, RollbackResult } from '../../plugins/rollout/events.ts'
import type { CheckResult } from '../../plugins/rollout/verdict.ts'

/** A verification, and what became of its target. */
export interface VerificationRow {
  readonly verification_id: string
  readonly target: string
  readonly run_id: string | null
  readonly release_id: string | null
  readonly board_id: string | null
  readonly verdict: 'passed' | 'failed'
  readonly checks: readonly CheckResult[]
  readonly health_gate: HealthGateResult | null
  readonly rollback: Omit<RollbackResult, 'verificationId'> | null
  readonly evidence_link: string
  readonly verified_by: string
  readonly started_at: Date
  readonly finished_at: Date
  readonly event_id: string
}
