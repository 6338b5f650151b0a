import type { HealthGateResult } from '../events.ts'
import type { CheckResult } from '../verdict.ts'

/** The verdict of all checks: every required one has passed, and so has the health gate where there was one. */
export function verdictOf(
  checks: readonly CheckResult[],
  healthGate: HealthGateResult | null,
): 'passed' | 'failed' {
  const healthy = healthGate?.status !== 'failed'
  return healthy && checks.every(isGood) ? 'passed' : 'failed'
}

/** How many required checks have not passed. */
export function requiredFailed(checks: readonly CheckResult[]): number {
  return checks.filter(check => !isGood(check)).length
}

/** Whether every check that ran has passed, and every required one ran. */
export function allPassed(checks: readonly CheckResult[]): boolean {
  return checks.every(check => check.verdict === 'passed' || (isGood(check) && isSkipped(check)))
}

function isGood({ required, verdict }: CheckResult): boolean {
  return required === 'optional' || verdict === 'passed'
}

function isSkipped({ verdict }: CheckResult): boolean {
  return verdict === 'skipped'
}
