import { messageOf } from '../errors.ts'
import type { HealthCheck } from '../plugin.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { within } from '../timing/within.ts'
import type { Runner, RunnerParts } from './runner.ts'

const everyMs = 10_000
const budgetMs = 2_000

/** Asks a plugin's health check regularly, so that readiness answers at once from what it last said. */
export class CheckRunner implements Runner {
  readonly #name: string
  readonly #check: HealthCheck
  readonly #parts: Pick<RunnerParts, 'clock'>
  #reason: string | undefined

  constructor(plugin: string, check: HealthCheck, parts: Pick<RunnerParts, 'clock'>) {
    this.#name = `plugin:${plugin}/${check.name}`
    this.#check = check
    this.#parts = parts
  }

  run(signal: AbortSignal): Promise<void> {
    return loopUntil(signal, this.#parts.clock, everyMs, async () => {
      this.#reason = await this.#ask(signal)
    })
  }

  health(): readonly HealthItem[] {
    const name = this.#name
    const reason = this.#reason
    return [reason === undefined ? { name, state: 'ok' } : { name, state: 'failing', reason }]
  }

  async #ask(signal: AbortSignal): Promise<string | undefined> {
    try {
      const budget = { ms: budgetMs, signal, time: this.#parts.clock }
      const answer = await within(budget, inner => this.#check.check(inner))
      return answer.healthy === true ? undefined : reasonOf(answer)
    } catch (error) {
      return messageOf(error)
    }
  }
}

// What comes from plain JavaScript may be of another shape, and must not break the answer of /readyz.
function reasonOf({ reason }: { readonly reason?: unknown }): string {
  return typeof reason === 'string' && reason.trim() !== ''
    ? messageOf(reason)
    : 'it says no reason'
}
