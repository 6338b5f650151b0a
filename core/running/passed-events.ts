import type { Clock } from '../clock.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { ReactionStore } from './reaction-store.ts'

/** So much that is done may have to be done again after a crash. */
const longestUnsavedMs = 500

/**
 * How far a plugin has reacted, saved once for many events: a durable transaction for each would be what bounds them. It is never ahead
 * of what is done, so that every event is reacted to at least once.
 */
export class PassedEvents {
  readonly #store: Pick<ReactionStore, 'pass'>
  readonly #clock: Pick<Clock, 'monotonicMs'>
  #last: StoredEvent | undefined
  #savedMs: number

  constructor(store: Pick<ReactionStore, 'pass'>, clock: Pick<Clock, 'monotonicMs'>) {
    this.#store = store
    this.#clock = clock
    this.#savedMs = clock.monotonicMs()
  }

  /** Notes that an event is done, and saves that when the last time is some while ago. */
  async pass(event: StoredEvent): Promise<void> {
    this.#last = event
    if (this.#clock.monotonicMs() - this.#savedMs >= longestUnsavedMs) await this.save()
  }

  /** Saves what is done by now. */
  async save(): Promise<void> {
    const last = this.#last
    if (last === undefined) return
    await this.#store.pass(last)
    if (this.#last === last) this.#last = undefined
    this.#savedMs = this.#clock.monotonicMs()
  }
}
