import type { Clock } from '../clock.ts'
import type { StoredEvent, Ledger } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'
import { followedTypes } from './followed-events.ts'

const countedAtMost = 1_000
const budgetMs = 1_000
const stuckAfterMs = 30_000
const stuckAbove = 100

/** How far a projection is behind; null as long as the ledger could not be asked. */
export interface Lag {
  readonly events: number | null
  readonly seconds: number | null
  /** Has not moved for 30 s although more than 100 events wait. */
  readonly stuck: 'yes' | 'no'
  /** Nobody has measured it for a while, as whoever leads it does. */
  readonly led?: 'no'
}

interface Measured extends Lag {
  readonly position: bigint
  readonly head: bigint
  readonly movedMs: number
}

/** The lag of what has not been measured. */
export const unknownLag: Lag = { events: null, seconds: null, stuck: 'no' }

/** Measures how many of its own events wait for each projection. */
export interface LagMeter {
  lagOf(name: string): Lag
  measure(projection: Projection, position: bigint, head: bigint): Promise<void>
  /** The ledger cannot be asked. */
  forget(): void
}

/** Creates the meter of a process. */
export function createLagMeter({
  ledger,
  clock,
}: {
  readonly ledger: Pick<Ledger, 'subscribe'>
  readonly clock: Clock
}): LagMeter {
  const measured = new Map<string, Measured>()

  return {
    lagOf: name => measured.get(name) ?? unknownLag,
    forget: () => {
      for (const [name, last] of measured) measured.set(name, { ...last, ...unknownLag })
    },
    async measure(projection, position, head) {
      const last = measured.get(projection.name)
      const nowMs = clock.monotonicMs()
      const movedMs = last && last.position >= position ? last.movedMs : nowMs
      const settled = last?.events === 0 && last.head === head
      const waiting = position >= head || settled ? [] : await waitingEvents(projection, position)
      const seen = { position, head, movedMs }
      if (!waiting) {
        measured.set(projection.name, { ...seen, ...unknownLag })
        return
      }
      const oldest = waiting[0]
      measured.set(projection.name, {
        ...seen,
        events: waiting.length,
        seconds: oldest ? secondsSince(oldest.recordedAt) : 0,
        stuck: waiting.length > stuckAbove && nowMs - movedMs >= stuckAfterMs ? 'yes' : 'no',
      })
    },
  }

  /** Undefined when the ledger was too slow to tell. */
  async function waitingEvents(
    projection: Projection,
    position: bigint,
  ): Promise<readonly StoredEvent[] | undefined> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), budgetMs)
    const waiting: StoredEvent[] = []
    const types = followedTypes(projection)
    const after = position === 0n ? 'start' : position
    try {
      for await (const batch of ledger.subscribe({ types, after, signal: stop.signal })) {
        waiting.push(...batch.events)
        if (batch.live || waiting.length >= countedAtMost) return waiting
      }
    } finally {
      clearTimeout(timer)
      stop.abort()
    }
    return undefined
  }

  function secondsSince(time: Date): number {
    return Math.max(0, (clock.now().getTime() - time.getTime()) / 1_000)
  }
}
