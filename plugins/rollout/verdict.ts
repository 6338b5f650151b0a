/** How a check ended. Only `passed` opens what requires it; `inconclusive`: it could not tell; `error`: it could not look. */
export const verdicts = ['passed', 'failed', 'inconclusive', 'error', 'skipped'] as const
export type Verdict = (typeof verdicts)[number]

/** The checks that look at a target by itself; the others ask gates, and are called as these are. */
export const lookingChecks = [
  'health_routes',
  'openapi_routes',
  'running_images',
  'external_health_probe',
] as const

interface Weighed {
  readonly required: 'required' | 'optional'
  readonly verdict: Verdict
}

type Waited = { readonly status: 'passed' | 'failed' | 'skipped' } | null

/** The verdict of all checks: every required one has passed, and so has the health gate where there was one. */
export function verdictOf(checks: readonly Weighed[], healthGate: Waited): 'passed' | 'failed' {
  return isHealthy(healthGate) && checks.every(isGood) ? 'passed' : 'failed'
}

/** How many required checks have not passed. */
export function requiredFailed(checks: readonly Weighed[]): number {
  return checks.filter(check => !isGood(check)).length
}

/** Whether every check that ran has passed, every required one ran, and the health gate did not fail. */
export function allPassed(checks: readonly Weighed[], healthGate: Waited): boolean {
  return (
    isHealthy(healthGate) &&
    checks.every(check => check.verdict === 'passed' || (isGood(check) && isSkipped(check)))
  )
}

function isHealthy(healthGate: Waited): boolean {
  return healthGate === null || healthGate.status !== 'failed'
}

function isGood({ required, verdict }: Weighed): boolean {
  return required === 'optional' || verdict === 'passed'
}

function isSkipped({ verdict }: Weighed): boolean {
  return verdict === 'skipped'
}
