import type { Observable } from 'rxjs'
import type { HealthItem } from '../telemetry/health.ts'
import type { Observation } from '../plugin.ts'
import { ObservationRunner } from './observation-runner.ts'
import { retryLeading } from './retry-leading.ts'
import type { Runner } from './runner.ts'
import type { RunnerParts } from './runner-parts.ts'

/** Runs what one instance of all observes, where this process leads it. */
export class LedObservationRunner implements Runner {
  readonly #lease: string
  readonly #parts: RunnerParts
  readonly #runner: ObservationRunner

  constructor(plugin: string, observes: Observable<Observation>, parts: RunnerParts) {
    this.#lease = `observes:${plugin}`
    this.#parts = parts
    this.#runner = new ObservationRunner(plugin, observes, parts)
  }

  run(signal: AbortSignal): Promise<void> {
    return retryLeading(this.#parts, this.#lease, lease => this.#runner.run(lease.signal), signal)
  }

  health(): readonly HealthItem[] {
    return this.#runner.health()
  }
}
