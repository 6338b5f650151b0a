import type { RuleName } from './rules.ts'

/** Somebody answers for one finding until a day. */
export interface Waiver {
  readonly rule: RuleName
  /** The image, with or without tag; absent: any. */
  readonly reference?: string
  /** Absent: any. */
  readonly service?: string
  readonly who: string
  readonly why: string
  /** The last UTC day that it holds: `2026-12-31`. */
  readonly expires: string
}
