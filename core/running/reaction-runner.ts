import { messageOf } from '../errors.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { Contribution } from '../plugin.ts'
import type { HeldLease } from '../leases/leases.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { within } from '../timing/within.ts'
import { isOutage } from './is-outage.ts'
import type { ParkedReaction } from './parked-reactions.ts'
import { PassedEvents } from './passed-events.ts'
import { ReactionHealth } from './reaction-health.ts'
import { startOfReactions } from './reaction-start.ts'
import { ReactionStore } from './reaction-store.ts'
import { retryLeading } from './retry-leading.ts'
import type { Runner, RunnerParts } from './runner.ts'

const attempts = 5
const budgetMs = 30_000
const firstPauseMs = 100
const longestPauseMs = 2_000
const maxBatch = 100
const retryEveryMs = 1_000

/** Where it is kept how far a plugin has reacted. */
interface Marks {
  readonly store: ReactionStore
  readonly passed: PassedEvents
}

/** Hands live events to a plugin's reactions, in order and at least once, where this process leads them. */
export class ReactionRunner implements Runner {
  readonly #plugin: string
  readonly #reactions: NonNullable<Contribution['reactsTo']>
  readonly #parts: RunnerParts
  readonly #startingHead: () => Promise<bigint | undefined>
  readonly #health: ReactionHealth
  // What is tried once more does not run beside what is new.
  #turn: Promise<unknown> = Promise.resolve()

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
    this.#health = new ReactionHealth(plugin, parts)
  }

  async run(signal: AbortSignal): Promise<void> {
    const name = `reaction:${this.#plugin}`
    await Promise.all([
      retryLeading(this.#parts, name, lease => this.#lead(lease), signal),
      this.#health.watch(signal),
    ])
  }

  health(): readonly HealthItem[] {
    return this.#health.items()
  }

  async #lead(lease: HeldLease): Promise<void> {
    const { ledger, database, clock } = this.#parts
    const store = new ReactionStore(database, this.#plugin, lease)
    const types = Object.keys(this.#reactions)
    const head = (await this.#startingHead()) ?? (await ledger.head())
    const after = await startOfReactions(this.#parts, store, { types, head })
    await this.#health.refresh()
    const passed = new PassedEvents(store, clock)
    const marks = { store, passed }
    const done = new AbortController()
    const signal = AbortSignal.any([lease.signal, done.signal])
    const retrying = loopUntil(signal, clock, retryEveryMs, () => this.#retryAsked(store, signal))
    try {
      const following = ledger.subscribe({ types, after, maxBatch, signal: lease.signal })
      for await (const { events, checkpoint } of following) {
        for (const event of events)
          if ((await this.#inTurn(() => this.#handle(event, marks, signal))) === 'stopped') return
        await passed.save()
        if (checkpoint !== undefined) await store.move(checkpoint)
      }
    } finally {
      done.abort()
      await retrying
      // Who goes on here is to do as little as possible again; where it cannot be saved, they do.
      await passed.save().catch(() => undefined)
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #handle(
    stored: StoredEvent,
    { store, passed }: Marks,
    signal: AbortSignal,
  ): Promise<'done' | 'stopped'> {
    const { clock, log } = this.#parts
    let failures = 0
    for (let tries = 1; !signal.aborted; tries += 1) {
      const failure = await this.#react(stored, signal)
      if (signal.aborted) break
      if (failure === undefined) {
        await passed.pass(stored)
        this.#health.goesOn()
        return 'done'
      }
      const { error } = failure
      // An outage passes by itself: it says nothing about the event.
      if (!isOutage(error)) failures += 1
      await passed.save().catch(() => undefined)
      if (failures >= attempts) return this.#park(stored, store, error)
      this.#health.waits(`${stored.type} ${stored.id} is tried again: ${messageOf(error)}`)
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
    const labels = { plugin: this.#plugin, kind: 'reaction', name: stored.type }
    this.#parts.metrics.runs.inc({ ...labels, outcome: 'parked' })
    this.#parts.log.error({ err: error, ...labels, eventId: stored.id }, 'a reaction was parked')
    this.#health.goesOn()
    await this.#health.refresh()
    return 'done'
  }

  /** Tries once more what an operator asked for, in order; what an outage stops is tried again later. */
  async #retryAsked(store: ReactionStore, signal: AbortSignal): Promise<void> {
    try {
      if (!(await this.#health.isRetryAsked())) return
      while (!signal.aborted) {
        const parked = await store.nextAsked()
        if (!parked) return
        const outcome = await this.#inTurn(() => this.#retry(parked, store, signal))
        await this.#health.refresh()
        if (outcome === 'outage') return
      }
    } catch (error) {
      this.#parts.log.debug({ reason: messageOf(error) }, 'Parked reactions cannot be tried now')
    }
  }

  async #retry(
    parked: ParkedReaction,
    store: ReactionStore,
    signal: AbortSignal,
  ): Promise<'done' | 'failed' | 'outage'> {
    const stored = await this.#find(parked)
    const failure = stored && (await this.#react(stored, signal))
    if (signal.aborted || (failure && isOutage(failure.error))) return 'outage'
    if (failure) await store.keep(parked, messageOf(failure.error))
    else await store.unpark(parked)
    return failure ? 'failed' : 'done'
  }

  /** The event, unless it has expired or is of another ledger: then nobody can react to it any more. */
  async #find({ stream, revision, eventId }: ParkedReaction): Promise<StoredEvent | undefined> {
    for await (const event of this.#parts.ledger.read(stream, { from: revision, limit: 1 }))
      if (event.id === eventId) return event
    return undefined
  }
}
