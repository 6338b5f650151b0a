import type { Metrics } from '../event-data.ts'
import type { Check } from './verification.ts'

/** What a verification writes into the metrics of its run, by the names Mission Control knows. */
export function verificationMetrics(checks: readonly Check[]): Metrics {
  const ran = checks.filter(({ verdict }) => verdict !== 'skipped')
  const passed = checks.filter(({ verdict }) => verdict === 'passed')
  const required = checks.filter(check => check.required === 'required')
  const requiredPassed = required.filter(({ verdict }) => verdict === 'passed')
  const allPassed = passed.length === ran.length && requiredPassed.length === required.length
  return {
    verification_checks_total: checks.length,
    verification_checks_passed: passed.length,
    verification_required_passed: requiredPassed.length,
    verification_required_failed: required.length - requiredPassed.length,
    verification_all_passed: allPassed ? 1 : 0,
  }
}
