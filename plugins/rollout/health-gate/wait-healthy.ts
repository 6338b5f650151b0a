import type { Clock } from '../../../core/clock.ts'
import type { HealthGateRules } from '../config.ts'
import type { HealthAttempt, HealthGateResult } from '../events.ts'
import { judgeAttempts } from './judge-attempts.ts'

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
