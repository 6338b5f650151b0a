import type { Manifest } from '../../plugins/release/manifest.ts'

/** One release, and how its newest verification went; null is what has not happened yet. */
export interface ReleaseRow {
  readonly release_id: string
  readonly commit: string
  readonly source: string
  readonly built_at: Date
  readonly builder: Manifest['builder']
  readonly images: Manifest['images']
  readonly registered_at: Date
  /** Who, as `kind:id`. */
  readonly registered_by: string

  readonly verdict: 'passed' | 'failed' | null
  readonly verification_id: string | null
  readonly evidence_link: string | null
  readonly checked_at: Date | null
  /** When a verification last passed. */
  readonly verified_at: Date | null
}
