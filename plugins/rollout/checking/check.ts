import type { Host } from '../../../core/plugin-api.ts'
import type { GateCheck, Target } from '../config.ts'
import type { Verdict } from '../verdict.ts'

/** An image of a release, as far as it is compared. */
export interface ReleasedImage {
  readonly name: string
  readonly services: readonly string[]
  readonly repository: string
  readonly tag: string
  readonly digest: string
  readonly platforms: readonly { readonly digest: string }[]
}

/** The release that a target is compared with. */
export interface ReleaseFacts {
  readonly releaseId: string
  readonly commit: string
  readonly images: readonly ReleasedImage[]
}

/** What a check may look at. */
export interface CheckContext {
  readonly host: Pick<Host, 'outbound' | 'gate'>
  readonly target: Target
  /** The gates that take part. */
  readonly gateChecks: readonly GateCheck[]
  readonly release: ReleaseFacts | null
  readonly boardId: string | null
  /** What the target was said to run, by who asks for the verification. */
  readonly reportedImages: unknown
  readonly signal: AbortSignal
}

/** What a check found. */
export interface Finding {
  readonly verdict: Verdict
  readonly detail: string
}

/** One way to look at a target. It may throw: then its verdict is `error`. */
export interface Check {
  readonly name: string
  /** Whether this target has anything to look at. */
  applies(target: Target): boolean
  run(context: CheckContext): Promise<Finding>
}
