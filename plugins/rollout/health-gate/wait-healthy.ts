import type { Clock } from '../../../core/plugin-api.ts'
import type { HealthGateRules } from '../target-config.ts'
import type { HealthAttempt, HealthGateResult } from '../events.ts'

interface Waiting {
  readonly rules: HealthGateRules
  readonly clock: Clock
  /** Looks at all URLs once and answers those that are not healthy. */
  readonly look: () => Promise<readonly string[]>
  /** Told of each attempt as it ends. */
  readonly tell: (attempt: HealthAttempt) => void
}

/** Waits for a target to become healthy, and stay so for a few looks. */
export async function waitHealthy({
  rules,
  clock,
  look,
  tell,
}: Waiting): Promise<HealthGateResult> {
  const startMs = clock.monotonicMs()
  const attempts: HealthAttempt[] = []
  await clock.delay(rules.initialDelay * 1_000)
  for (;;) {
    const failedUrls = await look()
    const outcome = failedUrls.length === 0 ? 'passed' : 'failed'
    const at = clock.now().toISOString()
    const attempt = { number: attempts.length + 1, outcome, failedUrls, at } as const
    attempts.push(attempt)
    tell(attempt)
    const elapsedMs = clock.monotonicMs() - startMs
    const judged = judgeAttempts(attempts, { rules, elapsedMs })
    if (judged !== 'look again') return judged
    await clock.delay(rules.interval * 1_000)
  }
}

/** How a health gate stands after these attempts: it is over, or another look is to be had. */
function judgeAttempts(
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
