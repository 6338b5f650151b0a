import { type Clock, messageOf } from '../../../core/plugin-api.ts'
import type { HealthGateRules, Target } from '../target-config.ts'
import type { HealthAttempt, HealthGateResult } from '../events.ts'
import { waitHealthy } from '../health-gate/wait-healthy.ts'
import type { ToldLook } from './told-verification.ts'

/** Who can look at a target. */
export interface Looking {
  /** Has Decklog look. */
  ask(): Promise<ToldLook>
  /** What this machine's configuration says of the target, if anything. */
  readonly local: Target | undefined
  /** Looks at the target's own URLs from here. */
  lookFromHere(target: Target): Promise<ToldLook['urls']>
}

interface Telling {
  readonly clock: Clock
  tell(line: string): void
}

/**
 * Waits for a target to become healthy, having Decklog look each time. When Decklog does not answer, which may be because it is the
 * target, its own URLs are looked at from here; what nobody can see is not healthy.
 */
export async function askHealthy(
  { ask, local, lookFromHere }: Looking,
  { clock, tell }: Telling,
): Promise<HealthGateResult> {
  const look = async (): Promise<Looked> => {
    try {
      return { from: 'decklog', ...(await ask()) }
    } catch (error) {
      if (!local) throw error
      return { from: 'here', why: messageOf(error), urls: await lookFromHere(local) }
    }
  }
  // Asked once before the first look: it says how to wait, and whether there is anything to wait for.
  const first = await look()
  const rules = first.from === 'here' ? local?.healthGate : rulesOf(first.rules)
  if (first.from === 'here') tell(`Decklog does not look: ${first.why} Looking from here.`)
  if (rules === undefined || first.urls.length === 0) return unlooked(first)
  tell(`Waiting: ${rules.successes} good looks in a row, ${rules.attempts} at the most.`)
  return waitHealthy({
    ...{ rules, clock },
    look: async () => unhealthy(await look().catch(() => first), first),
    tell: attempt => tell(lineOf(attempt, rules)),
  })
}

type Looked =
  | ({ readonly from: 'decklog' } & ToldLook)
  | { readonly from: 'here'; readonly why: string; readonly urls: ToldLook['urls'] }

// Without a URL Decklog has nothing to wait for and verifies the rest; without Decklog nobody can tell.
function unlooked(first: Looked): HealthGateResult {
  return first.from === 'decklog'
    ? { status: 'skipped', reason: 'the target has no health URLs', attempts: [] }
    : { status: 'failed', reason: 'nobody can tell: no Decklog, no health URLs', attempts: [] }
}

// A look that came to nothing saw none of the URLs.
function unhealthy(looked: Looked, first: Looked): readonly string[] {
  if (looked === first) return first.urls.map(({ url }) => url)
  return looked.urls.filter(({ verdict }) => verdict !== 'passed').map(({ url }) => url)
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
