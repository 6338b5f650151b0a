import type { ApiClient } from '../../../core/cli/command.ts'
import type { Clock } from '../../../core/clock.ts'
import type { HealthGateRules } from '../config.ts'
import type { HealthAttempt, HealthGateResult } from '../events.ts'
import { waitHealthy } from '../health-gate/wait-healthy.ts'
import { readLook, type ToldLook } from './told-verification.ts'

interface Asking {
  readonly target: string
  readonly runId: string | null
  readonly releaseId: string | null
  readonly clock: Clock
  readonly tell: (line: string) => void
}

/** Waits for a target to become healthy, asking Decklog to look each time. */
export async function askHealthy(
  api: ApiClient,
  { target, runId, releaseId, clock, tell }: Asking,
): Promise<HealthGateResult> {
  const asked = { target, run_id: runId, release_id: releaseId }
  const look = async (): Promise<ToldLook> =>
    readLook(await api.post('/api/v1/verifications/look', asked))
  // Asked once before the first look: it says how to wait, and whether there is anything to wait for.
  const { rules: told, urls } = await look()
  if (urls.length === 0)
    return { status: 'skipped', reason: 'the target has no health URLs', attempts: [] }
  const rules = rulesOf(told)
  tell(
    `Waiting for ${target}: ${rules.successes} good looks in a row, ${rules.attempts} at the most.`,
  )
  return waitHealthy({
    ...{ rules, clock },
    look: async () => unhealthy(await look()),
    tell: attempt => tell(lineOf(attempt, rules)),
  })
}

function unhealthy({ urls }: ToldLook): readonly string[] {
  return urls.filter(({ verdict }) => verdict !== 'passed').map(({ url }) => url)
}

function rulesOf(told: ToldLook['rules']): HealthGateRules {
  return {
    initialDelay: told.initial_delay_seconds,
    attempts: told.attempts,
    interval: told.interval_seconds,
    timeout: told.timeout_seconds,
    successes: told.successes,
    deadline: told.deadline_seconds,
  }
}

function lineOf(
  { number, outcome, failedUrls }: HealthAttempt,
  { attempts }: HealthGateRules,
): string {
  const what = outcome === 'passed' ? 'healthy' : `not healthy: ${failedUrls.join(', ')}`
  return `Look ${number} of ${attempts}: ${what}`
}
