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
  readonly releaseId: string | null
  readonly boardId: string | null
  /** `other`: not the target that gates ask about. */
  readonly targetRole?: 'default' | 'other'
  /** Decides, whatever the checks say: a health gate can have failed alone. */
  readonly verdict: 'passed' | 'failed'
  readonly checks: readonly Check[]
  readonly healthGate: { readonly status: string; readonly reason: string } | null
  readonly evidenceLink: string
  readonly startedAt: string
  readonly finishedAt: string
}
