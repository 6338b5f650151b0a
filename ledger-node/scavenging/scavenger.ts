import type { Logger } from 'pino'
import type { Time } from '../machine-time.ts'
import { tombstoneRevision } from '../wire/numbers.ts'
import { type LoadStreams, missingStream } from '../storing/stream-cache.ts'
import { metastreamLimits, noLimits } from '../storing/stream-limits.ts'
import { describedBy, isMetastream, metastreamOf } from '../storing/stream-name.ts'
import { planScavenge, type ScavengedStream, type ScavengePlan } from './plan-scavenge.ts'
import type { ScavengeStore, StreamEnds } from './scavenge-store.ts'

interface ScavengerOptions {
  readonly store: ScavengeStore
  /** Reads streams as Postgres has them. */
  readonly load: LoadStreams
  readonly clock: Time
  readonly log: Logger
  /** Epoch in which this node may write; undefined while it may not. */
  readonly epoch: () => number | undefined
}

const restMs = 60_000
const shortestPauseMs = 100
const pausePerWork = 20
const stepStreams = 32

/** Removes what no reader may see any more, a little at a time: it works for a twentieth of the time at most. */
export class Scavenger {
  readonly #options: ScavengerOptions
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(options: ScavengerOptions) {
    this.#options = options
  }

  start(): void {
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#options
    const { signal } = this.#stopping
    let after: number | undefined
    let pauseMs = restMs
    while (await this.#paused(pauseMs)) {
      const startMs = clock.monotonicMs()
      try {
        after = await this.#step(after ?? 0)
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error }, 'The ledger could not be scavenged')
        after = undefined
      }
      const workMs = clock.monotonicMs() - startMs
      pauseMs = after === undefined ? restMs : Math.max(shortestPauseMs, workMs * pausePerWork)
    }
  }

  /** False when there is nothing to wait for any more. */
  async #paused(ms: number): Promise<boolean> {
    const { signal } = this.#stopping
    await this.#options.clock.delay(ms, signal).catch(() => undefined)
    return !signal.aborted
  }

  /** Answers after which stream to go on: as long as there is something to remove of the next ones, after the same. */
  async #step(after: number): Promise<number | undefined> {
    const { store, clock, log, epoch } = this.#options
    const held = epoch()
    if (held === undefined) return undefined
    const { found, next } = await store.streams(after)
    const plans = await this.#plan(found, clock.now().getTime())
    if (plans.length === 0) return next
    if ((await store.remove(held, plans)) === 'fenced') return undefined
    const appends = plans.reduce((sum, plan) => sum + plan.remove.length, 0)
    log.debug({ appends, streams: plans.length }, 'Scavenged')
    return after
  }

  async #plan(found: readonly StreamEnds[], nowMs: number): Promise<readonly ScavengePlan[]> {
    const streams = await this.#describe(found)
    const touched = found
      .filter(({ streamId, oldest }) => {
        const stream = streams.get(streamId)
        return stream && planScavenge(stream, [oldest], nowMs)
      })
      .slice(0, stepStreams)
      .map(({ streamId }) => streamId)
    if (touched.length === 0) return []
    const rows = await this.#options.store.oldestRows(touched)
    return touched.flatMap(streamId => {
      const stream = streams.get(streamId)
      const own = rows.filter(row => row.streamId === streamId)
      return (stream && planScavenge(stream, own, nowMs)) ?? []
    })
  }

  async #describe(found: readonly StreamEnds[]): Promise<Map<number, ScavengedStream>> {
    const others = found.map(({ name }) =>
      isMetastream(name) ? describedBy(name) : metastreamOf(name),
    )
    const states = await this.#options.load(others)
    return new Map(
      found.map(({ streamId, name, last }, i) => {
        const other = states.get(others[i] ?? '') ?? missingStream
        if (!isMetastream(name))
          return [streamId, { last, limits: other.limits ?? noLimits, keeps: 'last event' }]
        const keeps = other.last === tombstoneRevision ? 'nothing' : 'last event'
        return [streamId, { last, limits: metastreamLimits, keeps }]
      }),
    )
  }
}
