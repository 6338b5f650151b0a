import { messageOf } from '../errors.ts'
import type { MachineWork } from '../healing/healable.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { retryLeading } from './retry-leading.ts'
import type { Runner, RunnerParts } from './runner.ts'

const steadyMs = 60_000

/** Runs work of a plugin where this process leads its machine: one process of each machine does it. */
export class WorkRunner implements Runner {
  readonly #name: string
  readonly #work: MachineWork
  readonly #parts: Pick<RunnerParts, 'leases' | 'clock' | 'log' | 'machine'>
  #problem: string | undefined

  constructor(
    plugin: string,
    work: MachineWork,
    parts: Pick<RunnerParts, 'leases' | 'clock' | 'log' | 'machine'>,
  ) {
    this.#name = `${plugin}/${work.name}`
    this.#work = work
    this.#parts = parts
  }

  run(signal: AbortSignal): Promise<void> {
    const lease = `work:${this.#name}@${this.#parts.machine.name}`
    return retryLeading(this.#parts, lease, held => this.#lead(held.signal), signal)
  }

  health(): readonly HealthItem[] {
    const name = `plugin:${this.#name}`
    const reason = this.#problem
    return [reason === undefined ? { name, state: 'ok' } : { name, state: 'degraded', reason }]
  }

  // Once it has gone on for a while, what it failed of before is over.
  async #lead(signal: AbortSignal): Promise<void> {
    const ended = new AbortController()
    const steady = this.#parts.clock.delay(steadyMs, AbortSignal.any([signal, ended.signal]))
    steady.then(
      () => (this.#problem = undefined),
      () => {},
    )
    try {
      await this.#work.run(signal)
      if (!signal.aborted) throw new Error('it ended by itself')
    } catch (error) {
      if (signal.aborted) return
      this.#problem = messageOf(error)
      throw error
    } finally {
      ended.abort()
    }
  }
}
