import { defer, type Observable } from 'rxjs'
import { messageOf } from '../errors.ts'
import { newEventId } from '../events/event-id.ts'
import type { Observation } from '../host.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { within } from '../timing/within.ts'
import { encodeReport, type Failure, lastFailure } from './last-failure.ts'
import { ObservationBuffer } from './observation-buffer.ts'
import type { PluginEvent } from './plugin-events.ts'
import type { Runner, RunnerParts } from './runner.ts'

const firstBackoffMs = 1_000
const longestBackoffMs = 60_000
const steadyMs = 60_000
const flushMs = 1_000
const listenMs = 5_000

/** What gives readings, and how long it may give none. */
interface Guard {
  readonly observes: Observable<Observation>
  readonly silentAfterSeconds?: number | undefined
}

/** Runs what a plugin observes: checks, stamps, buffers and writes each reading, and starts it again when it ends. */
export class ObservationRunner implements Runner {
  readonly #plugin: string
  readonly #guard: Guard
  readonly #parts: RunnerParts
  readonly #buffer: ObservationBuffer
  #failure: Failure | undefined
  #restarts = 0
  #invalid: string | undefined
  #readMs = 0

  constructor(plugin: string, guard: Guard, parts: RunnerParts) {
    this.#plugin = plugin
    this.#guard = guard
    this.#parts = parts
    this.#buffer = this.#createBuffer()
  }

  async run(signal: AbortSignal): Promise<void> {
    const flushed = new AbortController()
    const drained = this.#buffer.drain(flushed.signal, () => this.#reportLoss())
    try {
      await Promise.all([this.#remember(), this.#observeUntil(signal), this.#listenUntil(signal)])
      await this.#flush()
    } finally {
      flushed.abort()
      await drained
    }
  }

  health(): readonly HealthItem[] {
    const reason = this.#failure?.reason ?? this.#invalid
    const name = `plugin:${this.#plugin}`
    return [reason === undefined ? { name, state: 'ok' } : { name, state: 'degraded', reason }]
  }

  async #observeUntil(signal: AbortSignal): Promise<void> {
    const { clock, metrics, log } = this.#parts
    while (!signal.aborted) {
      const startMs = clock.monotonicMs()
      const reason = await this.#observe(signal)
      if (signal.aborted) return
      if (clock.monotonicMs() - startMs >= steadyMs) this.#restarts = 0
      this.#restarts += 1
      metrics.restarts.inc({ plugin: this.#plugin })
      log.error({ plugin: this.#plugin, reason, restarts: this.#restarts }, 'a plugin failed')
      this.#noteFailure(reason)
      const backoffMs = Math.min(firstBackoffMs * 2 ** (this.#restarts - 1), longestBackoffMs)
      await clock.delay(backoffMs, signal).catch(() => {})
    }
  }

  // Beside the readings, which wait for nothing.
  async #remember(): Promise<void> {
    this.#failure = (await lastFailure(this.#parts, this.#plugin)) ?? this.#failure
  }

  // A guard that hangs neither fails nor ends.
  async #listenUntil(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts
    const { silentAfterSeconds = Infinity } = this.#guard
    this.#readMs = clock.monotonicMs()
    await loopUntil(signal, clock, listenMs, async () => {
      if (clock.monotonicMs() - this.#readMs < silentAfterSeconds * 1_000) return
      this.#noteFailure(`it has given no reading for ${silentAfterSeconds} s`)
    })
  }

  /** Subscribes once; resolves with the reason why it ended. */
  #observe(signal: AbortSignal): Promise<string> {
    return new Promise(resolve => {
      const subscription = defer(() => this.#guard.observes).subscribe({
        next: observation => this.#take(observation),
        error: (error: unknown) => resolve(messageOf(error)),
        complete: () => resolve('its readings came to an end'),
      })
      const stop = (): void => {
        resolve('stopped')
        // What a plugin does at its end may fail too; then there is nothing left to end.
        try {
          subscription.unsubscribe()
        } catch (error) {
          this.#parts.log.warn({ err: error, plugin: this.#plugin }, 'readings did not end well')
        }
      }
      if (signal.aborted) return stop()
      // Some end while being subscribed to: then there is nothing to stop.
      if (subscription.closed) return
      signal.addEventListener('abort', stop, { once: true })
      subscription.add(() => signal.removeEventListener('abort', stop))
    })
  }

  // Runs inside the plugin's own stream: what it threw would end more than this reading.
  #take(observation: Observation): void {
    const { metrics, log, clock, machine, catalog } = this.#parts
    const receivedAt = clock.now()
    try {
      const { stream, event, occurredAt } = observation
      const actor = { kind: 'system', id: this.#plugin } as const
      const stamp = { id: newEventId(), host: machine.name, actor, receivedAt, occurredAt }
      const encoded = catalog.encode(this.#plugin, { stream, event }, stamp)
      this.#noteReading()
      this.#buffer.push({ stream, event: encoded, receivedAt })
      metrics.buffered.set({ plugin: this.#plugin }, this.#buffer.size)
    } catch (error) {
      this.#invalid = messageOf(error)
      metrics.observations.inc({ plugin: this.#plugin, outcome: 'invalid' })
      log.warn({ err: error, plugin: this.#plugin }, 'a reading is not valid')
    }
  }

  #noteReading(): void {
    this.#invalid = undefined
    this.#readMs = this.#parts.clock.monotonicMs()
    if (!this.#failure) return
    const failedAt = this.#failure.at.toISOString()
    this.#failure = undefined
    this.#report({
      type: 'plugin.Recovered',
      data: { ...this.#whose(), task: 'observes', failedAt, restarts: this.#restarts },
    })
  }

  #noteFailure(reason: string): void {
    const first = this.#failure === undefined
    this.#failure = { at: this.#failure?.at ?? this.#parts.clock.now(), reason }
    if (!first) return
    const data = { ...this.#whose(), task: 'observes', reason } as const
    this.#report({ type: 'plugin.Failed', data })
  }

  #reportLoss(): void {
    const loss = this.#buffer.takeLoss()
    if (!loss) return
    const data = {
      ...this.#whose(),
      dropped: loss.dropped,
      firstReceivedAt: loss.firstReceivedAt.toISOString(),
      lastReceivedAt: loss.lastReceivedAt.toISOString(),
    }
    this.#report({ type: 'plugin.SamplesDropped', data })
  }

  #report(event: PluginEvent): void {
    this.#buffer.push(encodeReport(this.#parts, this.#plugin, event))
  }

  #whose(): { readonly plugin: string; readonly machine: string } {
    return { plugin: this.#plugin, machine: this.#parts.machine.name }
  }

  async #flush(): Promise<void> {
    const budget = { ms: flushMs, time: this.#parts.clock }
    await within(budget, () => this.#buffer.emptied()).catch(() => {})
  }

  #createBuffer(): ObservationBuffer {
    const { writer, clock, metrics, log } = this.#parts
    const plugin = this.#plugin
    return new ObservationBuffer({
      writer,
      clock,
      onOutcome: ({ stream, receivedAt }, outcome, error) => {
        metrics.observations.inc({ plugin, outcome })
        metrics.buffered.set({ plugin }, this.#buffer.size)
        const seconds = (clock.now().getTime() - receivedAt.getTime()) / 1_000
        if (outcome === 'written') metrics.observationSeconds.observe({ plugin }, seconds)
        else log.warn({ err: error, plugin, stream, outcome }, 'a reading was not acknowledged')
      },
      onDropped: () => metrics.observations.inc({ plugin, outcome: 'dropped' }),
    })
  }
}
