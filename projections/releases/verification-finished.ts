import type { DomainEvent } from '../../core/event.ts'

/** What a verification's end says about a release, whichever plugin verifies. */
export type VerificationFinished = DomainEvent<
  'rollout.VerificationFinished',
  {
    readonly verificationId: string
    /** Null when no release was verified. */
    readonly releaseId: string | null
    readonly verdict: 'passed' | 'failed'
    readonly evidenceLink: string
    readonly finishedAt: string
  }
>
