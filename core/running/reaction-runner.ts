import { isDecklogError, messageOf, type ErrorCode } from '../errors.ts'
import type { HealthItem } from '../telemetry/health.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { Contribution } from '../plugin.ts'
import type { HeldLease } from '../readmodel/leases.ts'
import { within } from '../timing/within.ts'
import { ReactionStore } from './reaction-store.ts'
import { retryLeading } from './retry-leading.ts'
import type { Runner } from './runner.ts'
import type { RunnerParts } from './runner-parts.ts'

const attempts = 5
const budgetMs = 30_000
const firstPauseMs = 100
const longestPauseMs = 2_000
const maxBatch = 100

// These pass by themselves: they say nothing about the event.
const outages: readonly ErrorCode[] = [
  'DECKLOG_LEDGER_UNAVAILABLE',
  'DECKLOG_OUTCOME_UNKNOWN',
  'DECKLOG_DATABASE_UNAVAILABLE',
  'DECKLOG_PROJECTION_BEHIND',
  'DECKLOG_PROJECTION_REBUILDING',
]

/** Hands live events to a plugin's reactions, in order and at least once, where this process leads them. */
export class ReactionRunner implements Runner {
  readonly #plugin: string
  readonly #reactions: NonNullable<Contribution['reactsTo']>
  readonly #parts: RunnerParts
  readonly #startingHead: () => Promise<bigint | undefined>
  #problem: string | undefined

  constructor(
    plugin: string,
    reactions: NonNullable<Contribution['reactsTo']>,
    parts: RunnerParts,
    startingHead: () => Promise<bigint | undefined>,
  ) {
    this.#plugin = plugin
    this.#reactions = reactions
    this.#parts = parts
    this.#startingHead = startingHead
  }

  run(signal: AbortSignal): Promise<void> {
    const name = `reaction:${this.#plugin}`
    return retryLeading(this.#parts, name, lease => this.#lead(lease), signal)
  }

  health(): readonly HealthItem[] {
    const name = `plugin:${this.#plugin}/reactions`
    const reason = this.#problem
    return [reason === undefined ? { name, state: 'ok' } : { name, state: 'degraded', reason }]
  }

  async #lead(lease: HeldLease): Promise<void> {
    const { ledger, database } = this.#parts
    const store = new ReactionStore(database, this.#plugin, lease)
    const after = await store.load((await this.#startingHead()) ?? (await ledger.head()))
    const types = Object.keys(this.#reactions)
    const following = ledger.subscribe({ types, after, maxBatch, signal: lease.signal })
    for await (const { events, checkpoint } of following) {
      for (const event of events) {
        const done = await this.#handle(event, store, lease.signal)
        if (done === 'stopped') return
      }
      if (checkpoint !== undefined) await store.move(checkpoint)
    }
  }

  async #handle(
    stored: StoredEvent,
    store: ReactionStore,
    signal: AbortSignal,
  ): Promise<'done' | 'stopped'> {
    const { clock, log } = this.#parts
    let failures = 0
    for (let tries = 1; !signal.aborted; tries += 1) {
      const failure = await this.#react(stored, signal)
      if (signal.aborted) break
      if (failure === undefined) {
        await store.move(stored.position)
        return 'done'
      }
      const { error } = failure
      if (!isDecklogError(error, ...outages)) failures += 1
      if (failures >= attempts) return this.#park(stored, store, error)
      const labels = { plugin: this.#plugin, type: stored.type, eventId: stored.id, tries }
      log.warn({ err: error, ...labels }, 'a reaction failed and is tried again')
      const ms = Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs)
      await clock.delay(ms, signal).catch(() => {})
    }
    return 'stopped'
  }

  /** Reacts once; answers what was thrown, wrapped: of a promise's own answer the promise would ask whether it is one. */
  async #react(
    stored: StoredEvent,
    signal: AbortSignal,
  ): Promise<{ readonly error: unknown } | undefined> {
    const { clock, metrics, catalog } = this.#parts
    const labels = { plugin: this.#plugin, kind: 'reaction', name: stored.type }
    const reaction = this.#reactions[stored.type]
    if (!reaction) return undefined
    const startMs = clock.monotonicMs()
    try {
      const event = catalog.decode(stored)
      await within({ ms: budgetMs, signal, time: clock }, () => reaction(event))
      metrics.runs.inc({ ...labels, outcome: 'done' })
      return undefined
    } catch (error) {
      metrics.runs.inc({ ...labels, outcome: 'failed' })
      return { error }
    } finally {
      metrics.runSeconds.observe(labels, (clock.monotonicMs() - startMs) / 1_000)
    }
  }

  async #park(stored: StoredEvent, store: ReactionStore, error: unknown): Promise<'done'> {
    await store.park(stored, messageOf(error))
    this.#problem = `${stored.type} ${stored.id} was set aside: ${messageOf(error)}`
    const labels = { plugin: this.#plugin, kind: 'reaction', name: stored.type }
    this.#parts.metrics.runs.inc({ ...labels, outcome: 'parked' })
    this.#parts.log.error({ err: error, ...labels, eventId: stored.id }, 'a reaction was parked')
    return 'done'
  }
}
