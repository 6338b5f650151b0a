import type { HealthGateRules } from '../config.ts'
import type { HealthAttempt, HealthGateResult } from '../events.ts'

/** How a health gate stands after these attempts: it is over, or another look is to be had. */
export function judgeAttempts(
  attempts: readonly HealthAttempt[],
  { rules, elapsedMs }: { readonly rules: HealthGateRules; readonly elapsedMs: number },
): HealthGateResult | 'look again' {
  const good = goodInARow(attempts)
  if (good >= rules.successes)
    return { status: 'passed', reason: `healthy ${good} times in a row`, attempts }
  if (attempts.length >= rules.attempts)
    return { status: 'failed', reason: `not healthy in ${attempts.length} attempts`, attempts }
  if (elapsedMs >= rules.deadline * 1_000)
    return { status: 'failed', reason: `not healthy within ${rules.deadline} s`, attempts }
  return 'look again'
}

function goodInARow(attempts: readonly HealthAttempt[]): number {
  const last = attempts.findLastIndex(({ outcome }) => outcome === 'failed')
  return attempts.length - 1 - last
}
