import type { Recorded } from '../../core/event.ts'
import type { Ledger, StoredEvent } from '../../core/ledger/ledger.ts'

/** A ledger that holds these events, in the order of their positions, and takes no more. */
export function recordedLedger(
  events: readonly Recorded[],
): Pick<Ledger, 'subscribe' | 'read' | 'head'> {
  const stored: readonly StoredEvent[] = [...events].sort((a, b) =>
    a.position < b.position ? -1 : 1,
  )
  const head = stored.at(-1)?.position ?? 0n
  return {
    head: async () => head,
    async *subscribe({ types, after }) {
      const start = typeof after === 'bigint' ? after : 0n
      const wanted = stored.filter(({ type, position }) => position > start && types.includes(type))
      for (let from = 0; from < wanted.length; from += 100)
        yield { events: wanted.slice(from, from + 100), checkpoint: undefined, live: false }
      yield { events: [], checkpoint: head, live: true }
    },
    async *read(stream, { direction } = {}) {
      const own = stored.filter(event => event.stream === stream)
      yield* direction === 'backwards' ? own.reverse() : own
    },
  }
}
