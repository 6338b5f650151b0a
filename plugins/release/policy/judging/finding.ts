import type { RuleName } from './rules.ts'

/** One place that does not meet the policy. */
export interface Finding {
  readonly file: string
  readonly line: number
  /** Null for what belongs to no service. */
  readonly service: string | null
  /** As it resolved. */
  readonly reference: string
  readonly rule: RuleName
  readonly message: string
  /** What its writer does about it. */
  readonly fix: string
  /** A floating tag of an own image is never waived. */
  readonly waiving: 'possible' | 'refused'
}
