/** How a check ended. Only `passed` opens what requires it; `inconclusive`: it could not tell; `error`: it could not look. */
export const verdicts = ['passed', 'failed', 'inconclusive', 'error', 'skipped'] as const
export type Verdict = (typeof verdicts)[number]

/** The checks there are, in the order in which they are told. */
export const checkNames = [
  'health_routes',
  'openapi_routes',
  'running_images',
  'disk',
  'continuity',
  'external_health_probe',
] as const
export type CheckName = (typeof checkNames)[number]

/** How one check of a verification ended. */
export interface CheckResult {
  readonly name: CheckName
  readonly required: 'required' | 'optional'
  readonly verdict: Verdict
  /** In a sentence, what was found. */
  readonly detail: string
}
