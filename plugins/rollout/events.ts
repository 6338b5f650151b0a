import type { DomainEvent } from '../../core/event.ts'
import type { CheckResult } from './verdict.ts'

/** One look at the URLs of a target. */
export interface HealthAttempt {
  /** From 1. */
  readonly number: number
  readonly outcome: 'passed' | 'failed'
  readonly failedUrls: readonly string[]
  readonly at: string
}

/** How a target came to be healthy, or did not. */
export interface HealthGateResult {
  readonly status: 'passed' | 'failed' | 'skipped'
  readonly reason: string
  readonly attempts: readonly HealthAttempt[]
}

/** What was verified, and how each check ended. */
export interface VerificationResult {
  readonly verificationId: string
  readonly target: string
  readonly runId: string | null
  readonly releaseId: string | null
  readonly boardId: string | null
  readonly verdict: 'passed' | 'failed'
  readonly checks: readonly CheckResult[]
  /** Null where nobody waited for the target to become healthy. */
  readonly healthGate: HealthGateResult | null
  readonly evidenceLink: string
  readonly startedAt: string
  readonly finishedAt: string
}

/** What became of the command that takes a target back. */
export interface RollbackResult {
  readonly verificationId: string
  readonly outcome: 'succeeded' | 'failed' | 'timed_out'
  readonly exitCode: number | null
  readonly durationMs: number
  /** The end of what it said, secrets hidden. */
  readonly output: string
}

// In the stream of the verification.
export type VerificationFinished = DomainEvent<'rollout.VerificationFinished', VerificationResult>
export type RolledBack = DomainEvent<'rollout.RolledBack', RollbackResult>

export type RolloutEvent = VerificationFinished | RolledBack
