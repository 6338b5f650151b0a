import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type {
  Appended,
  ExpectedRevision,
  Ledger,
  NewEvent,
  ReadAllOptions,
  ReadOptions,
  StoredEvent,
  SubscribeOptions,
  SubscriptionBatch,
} from '../ledger/ledger.ts'

/** A ledger in memory, for unit tests of plugins; whoever tests core or Decklog itself takes a real one. */
export function createMemoryLedger(clock: Pick<Clock, 'now'>): Ledger {
  const all: StoredEvent[] = []
  const streams = new Map<string, StoredEvent[]>()
  const waiting = new Set<() => void>()

  const append = (stream: string, events: readonly NewEvent[]): Appended => {
    const stored = streams.get(stream) ?? []
    streams.set(stream, stored)
    for (const event of events) {
      const place = { revision: BigInt(stored.length), position: BigInt(all.length + 1) }
      // What comes from a ledger is its own JSON, never the object that was appended.
      const data: unknown = JSON.parse(JSON.stringify(event.data))
      const kept = { ...event, data, stream, ...place, recordedAt: clock.now() }
      stored.push(kept)
      all.push(kept)
    }
    for (const wake of waiting) wake()
    return lastOf(stored)
  }

  return {
    async append(stream, events, { expected = 'any' } = {}) {
      const stored = streams.get(stream) ?? []
      const repeated = stored.filter(({ id }) => events.some(event => event.id === id))
      if (repeated.length === events.length && repeated.length > 0) return lastOf(repeated)
      if (repeated.length > 0 || !isExpected(expected, stored))
        throw new DecklogError('DECKLOG_REVISION_CONFLICT', `${stream} is at another revision`)
      return append(stream, events)
    },
    read: (stream, options) => readStream(streams.get(stream) ?? [], options),
    readAll: options => readAll(all, options),
    async *readAllInBatches(options) {
      for await (const event of readAll(all, options)) yield [event]
    },
    subscribe: options => subscribe(all, waiting, options),
    limit: async () => {},
    head: async () => BigInt(all.length),
    close: async () => {},
  }
}

function lastOf(events: readonly StoredEvent[]): Appended {
  const { revision = -1n, position = 0n } = events.at(-1) ?? {}
  return { revision, position }
}

function isExpected(expected: ExpectedRevision, stored: readonly StoredEvent[]): boolean {
  if (expected === 'any') return true
  return lastOf(stored).revision === (expected === 'no_stream' ? -1n : expected)
}

async function* readStream(
  stored: readonly StoredEvent[],
  { direction = 'forwards', from, limit = Infinity }: ReadOptions = {},
): AsyncGenerator<StoredEvent> {
  const ordered = direction === 'forwards' ? stored : stored.toReversed()
  const isReached = ({ revision }: StoredEvent): boolean =>
    from === undefined || (direction === 'forwards' ? revision >= from : revision <= from)
  yield* ordered.filter(isReached).slice(0, limit)
}

async function* readAll(
  all: readonly StoredEvent[],
  { direction = 'forwards', from, first = 'left out', limit = Infinity }: ReadAllOptions = {},
): AsyncGenerator<StoredEvent> {
  const ordered = direction === 'forwards' ? all : all.toReversed()
  const isReached = ({ position }: StoredEvent): boolean =>
    from === undefined ||
    (position === from && first === 'included') ||
    (direction === 'forwards' ? position > from : position < from)
  yield* ordered.filter(isReached).slice(0, limit)
}

async function* subscribe(
  all: readonly StoredEvent[],
  waiting: Set<() => void>,
  { types, after, maxBatch = 1_000, signal }: SubscribeOptions,
): AsyncGenerator<SubscriptionBatch> {
  let next = after === 'start' ? 0 : after === 'end' ? all.length : Number(after)
  while (!signal.aborted) {
    const batch = all.slice(next, next + maxBatch)
    next += batch.length
    const events = batch.filter(({ type }) => types.length === 0 || types.includes(type))
    yield { events, checkpoint: BigInt(next), live: next === all.length }
    if (next === all.length) await untilWoken(waiting, signal)
  }
}

function untilWoken(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const wake = (): void => {
      waiting.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    waiting.add(wake)
    signal.addEventListener('abort', wake)
  })
}
