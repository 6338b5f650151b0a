import { isDecklogError, messageOf } from '../errors.ts'
import type { Sweep } from '../plugin.ts'
import type { HeldLease } from '../leases/leases.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { nextBeat } from '../timing/beat.ts'
import { untilAborted, within } from '../timing/within.ts'
import { retryLeading } from './retry-leading.ts'
import type { Runner, RunnerParts } from './runner.ts'

const shortestBudgetMs = 10_000
const longestBudgetMs = 60_000
const skippedAgainAfterMs = 3_000

type Outcome = 'done' | 'skipped' | 'failed' | 'timed_out'

/** Runs one sweep of a plugin where this process leads it: never twice at once, each run timed, counted and isolated. */
export class SweepRunner implements Runner {
  readonly #plugin: string
  readonly #sweep: Sweep
  readonly #parts: RunnerParts
  #problem: string | undefined
  #running: Promise<unknown> = Promise.resolve()

  constructor(plugin: string, sweep: Sweep, parts: RunnerParts) {
    this.#plugin = plugin
    this.#sweep = sweep
    this.#parts = parts
  }

  run(signal: AbortSignal): Promise<void> {
    const of = this.#sweep.oneOf === 'machine' ? `@${this.#parts.machine.name}` : ''
    const name = `sweep:${this.#plugin}/${this.#sweep.name}${of}`
    return retryLeading(this.#parts, name, lease => this.#lead(lease), signal)
  }

  health(): readonly HealthItem[] {
    const name = `plugin:${this.#plugin}/${this.#sweep.name}`
    const reason = this.#problem
    return [reason === undefined ? { name, state: 'ok' } : { name, state: 'degraded', reason }]
  }

  async #lead({ signal }: HeldLease): Promise<void> {
    await this.#ended(signal)
    while (!signal.aborted) {
      const outcome = await this.#runOnce(signal)
      await this.#ended(signal)
      await nextBeat(this.#parts.clock, this.#pauseMs(outcome), signal)
    }
  }

  #pauseMs(outcome: Outcome | undefined): number {
    const everyMs = this.#sweep.everySeconds * 1_000
    return outcome === 'skipped' ? Math.min(everyMs, skippedAgainAfterMs) : everyMs
  }

  async #runOnce(signal: AbortSignal): Promise<Outcome | undefined> {
    const { everySeconds, withinSeconds } = this.#sweep
    const usualMs = Math.min(Math.max(everySeconds * 1_000, shortestBudgetMs), longestBudgetMs)
    const ms = withinSeconds === undefined ? usualMs : withinSeconds * 1_000
    try {
      await within({ ms, signal, time: this.#parts.clock }, inner => this.#begin(inner))
      return this.#note('done')
    } catch (error) {
      return signal.aborted ? undefined : this.#note(outcomeOf(error), error)
    }
  }

  #begin(signal: AbortSignal): Promise<void> {
    const { clock, metrics } = this.#parts
    const labels = { plugin: this.#plugin, kind: 'sweep', name: this.#sweep.name }
    const startMs = clock.monotonicMs()
    const run = async (): Promise<void> => this.#sweep.run(signal)
    const measured = run().finally(() =>
      metrics.runSeconds.observe(labels, (clock.monotonicMs() - startMs) / 1_000),
    )
    this.#running = measured.catch(() => {})
    return measured
  }

  // A run that ignored its signal when it was late, or when the lease was lost, may still be going.
  async #ended(signal: AbortSignal): Promise<void> {
    await untilAborted(this.#running, signal).catch(() => {})
  }

  #note(outcome: Outcome, error?: unknown): Outcome {
    const { metrics, log } = this.#parts
    const labels = { plugin: this.#plugin, kind: 'sweep', name: this.#sweep.name }
    metrics.runs.inc({ ...labels, outcome })
    if (outcome === 'skipped') {
      // It says nothing about the plugin: the projection reports itself.
      log.debug({ reason: messageOf(error), ...labels }, 'a sweep was skipped')
    } else {
      this.#problem = outcome === 'done' ? undefined : messageOf(error)
      if (outcome !== 'done') log.warn({ err: error, ...labels }, 'a sweep failed')
    }
    return outcome
  }
}

function outcomeOf(error: unknown): Outcome {
  if (isDecklogError(error, 'DECKLOG_PROJECTION_REBUILDING', 'DECKLOG_PROJECTION_BEHIND'))
    return 'skipped'
  return isDecklogError(error, 'DECKLOG_TIMEOUT') ? 'timed_out' : 'failed'
}
