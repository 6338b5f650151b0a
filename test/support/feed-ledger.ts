import type { Ledger, StoredEvent, SubscriptionBatch } from '../../core/ledger/ledger.ts'
import { DecklogError } from '../../core/errors.ts'

/** A ledger whose subscription says what a test wants, when it wants; for faults that a real one cannot be made to show. */
export interface FeedLedger extends Pick<Ledger, 'subscribe' | 'head'> {
  deliver(events: readonly StoredEvent[]): void
  /** Ends every subscription with an error and refuses calls, until `restore`. */
  fail(): void
  /** Refuses calls while subscriptions stay open and silent. */
  silence(): void
  restore(): void
  /** How many subscriptions there have been. */
  readonly subscriptions: () => number
}

type State = 'up' | 'down' | 'silent'

/** Creates a ledger that holds these events from the start. */
export function createFeedLedger(events: readonly StoredEvent[] = []): FeedLedger {
  const stored = [...events]
  let state: State = 'up'
  const isNow = (wanted: State): boolean => state === wanted
  let count = 0
  let wakers: (() => void)[] = []
  const wake = (): void => wakers.splice(0).forEach(waker => waker())
  const down = (): DecklogError => new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', 'down')

  async function* subscribe({ after, signal }: Parameters<Ledger['subscribe']>[0]) {
    if (!isNow('up')) throw down()
    count += 1
    signal.addEventListener('abort', wake, { once: true })
    let position = after
    for (let first = true; !signal.aborted; first = false) {
      if (isNow('down')) throw down()
      const from = typeof position === 'bigint' ? position : -1n
      const fresh = isNow('up') ? stored.filter(event => event.position > from) : []
      position = fresh.at(-1)?.position ?? position
      const checkpoint = typeof position === 'bigint' ? position : undefined
      if (first || fresh.length > 0)
        yield { events: fresh, checkpoint, live: true } satisfies SubscriptionBatch
      else await new Promise<void>(resolve => (wakers = [...wakers, resolve]))
    }
  }

  return {
    subscribe,
    head: async () => {
      if (!isNow('up')) throw down()
      return stored.at(-1)?.position ?? 0n
    },
    deliver(more) {
      stored.push(...more)
      wake()
    },
    fail() {
      state = 'down'
      wake()
    },
    silence() {
      state = 'silent'
    },
    restore() {
      state = 'up'
      wake()
    },
    subscriptions: () => count,
  }
}
