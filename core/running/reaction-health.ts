import type { HealthItem } from '../telemetry/health.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { counted } from '../validation/text.ts'
import type { ReactionStanding } from './parked-reactions.ts'
import type { RunnerParts } from './runner.ts'

const refreshEveryMs = 5_000
const sharedMs = 1_000
const soonMs = 500

type Parts = Pick<RunnerParts, 'standings' | 'clock' | 'metrics' | 'log'>

/** How the reactions of a plugin are: what Postgres tells of them, whichever process leads, and what they wait for here. */
export class ReactionHealth {
  readonly #plugin: string
  readonly #parts: Parts
  #standing: ReactionStanding | undefined
  #waiting: string | undefined

  constructor(plugin: string, parts: Parts) {
    this.#plugin = plugin
    this.#parts = parts
  }

  /** Looks now; without Postgres what was seen before stays. Readings come one after the other: what is older never hides what is newer. */
  refresh(): Promise<void> {
    return this.#look(this.#parts.standings.read())
  }

  /** Looks from time to time until `signal` aborts. */
  watch(signal: AbortSignal): Promise<void> {
    const { clock, standings } = this.#parts
    return loopUntil(signal, clock, refreshEveryMs, () => this.#look(standings.recent(sharedMs)))
  }

  /**
   * Whether an operator wants something tried once more; one question answers it for all plugins. Nothing can be wanted where nothing
   * is set aside, which who leads does: there it is asked less often.
   */
  async isRetryAsked(): Promise<boolean> {
    const isAnyParked = (this.#standing?.parked ?? 0) > 0
    const standings = await this.#parts.standings.recent(isAnyParked ? soonMs : refreshEveryMs)
    return standings.some(({ plugin, retrying }) => plugin === this.#plugin && retrying > 0)
  }

  waits(reason: string): void {
    this.#waiting = reason
  }

  goesOn(): void {
    this.#waiting = undefined
  }

  items(): readonly HealthItem[] {
    const name = `plugin:${this.#plugin}/reactions`
    const reasons = [this.#standing?.missed, this.#waiting, this.#parked()].filter(one => one)
    if (reasons.length === 0) return [{ name, state: 'ok' }]
    return [{ name, state: 'degraded', reason: reasons.join(' ') }]
  }

  async #look(reading: Promise<readonly ReactionStanding[]>): Promise<void> {
    const standings = await reading.catch(() => undefined)
    if (!standings) return
    this.#standing = standings.find(({ plugin }) => plugin === this.#plugin)
    this.#parts.metrics.parked.set({ plugin: this.#plugin }, this.#standing?.parked ?? 0)
  }

  #parked(): string | undefined {
    const count = this.#standing?.parked ?? 0
    return count > 0 ? counted(count, 'event is set aside.', 'events are set aside.') : undefined
  }
}
