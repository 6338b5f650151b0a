/** A check of a verification. */
export interface Check {
  readonly name: string
  readonly required: 'required' | 'optional'
  readonly verdict: string
  readonly detail: string | null
}

/** What this plugin reads of `rollout.VerificationFinished`. */
export interface Verification {
  readonly verificationId: string
  readonly target: string
  readonly runId: string | null
  readonly verdict: 'passed' | 'failed'
  readonly checks: readonly Check[]
  readonly evidenceLink: string
  readonly startedAt: string
  readonly finishedAt: string
}
