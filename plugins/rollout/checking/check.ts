import type { Host } from '../../../core/plugin-api.ts'
import type { GateCheck, Target } from '../target-config.ts'
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

/** What a target told of the images that it runs, in whatever form, or why it told nothing. */
export type ImagesReport = { readonly value: unknown } | { readonly problem: string }

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
  /** What the target runs, where that was asked already. */
  readonly report?: ImagesReport
  readonly signal: AbortSignal
}

/**
 * What it means that a check did not pass: something else runs than what was released; nobody answers; what answers is not well; or
 * what runs is not told.
 */
export type Shown = 'other' | 'no_answer' | 'not_well' | 'not_told'

/** What a check found. */
export interface Finding {
  readonly verdict: Verdict
  readonly detail: string
  /** Of what did not pass; default: `other` where it failed, else `not_told`. */
  readonly shows?: Shown
}

/** What it means that a check did not pass, where that is not said too. */
export function shownOf({ verdict, shows }: Pick<Finding, 'verdict' | 'shows'>): Shown {
  return shows ?? (verdict === 'failed' ? 'other' : 'not_told')
}

/** One way to look at a target. It may throw: then its verdict is `error`. */
export interface Check {
  readonly name: string
  /** Whether this target has anything to look at. */
  applies(target: Target): boolean
  run(context: CheckContext): Promise<Finding>
}
