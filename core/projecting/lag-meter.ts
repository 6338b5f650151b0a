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

interface Look {
  readonly events: readonly StoredEvent[]
  readonly end: 'reached' | 'not reached'
}

/** The lag of what has not been measured. */
export const unknownLag: Lag = { events: null, seconds: null, stuck: 'no' }

/** A projection, and how far it has come. */
export interface Standing {
  readonly projection: Projection
  readonly position: bigint
}

/** Measures how many of its own events wait for each projection. */
export interface LagMeter {
  lagOf(name: string): Lag
  measure(standings: readonly Standing[], head: bigint): Promise<void>
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
    async measure(standings, head) {
      const nowMs = clock.monotonicMs()
      const asked = standings.filter(one => mayWait(one, head))
      const found = await lookFor(asked)
      for (const one of standings)
        note(one, { head, nowMs }, asked.includes(one) ? found.get(one) : [])
    },
  }

  function mayWait({ projection, position }: Standing, head: bigint): boolean {
    const last = measured.get(projection.name)
    return position < head && !(last?.events === 0 && last.head === head)
  }

  function note(
    { projection: { name }, position }: Standing,
    { head, nowMs }: { readonly head: bigint; readonly nowMs: number },
    waiting: readonly StoredEvent[] | undefined,
  ): void {
    const last = measured.get(name)
    const movedMs = last && last.position >= position ? last.movedMs : nowMs
    const seen = { position, head, movedMs }
    if (!waiting) return void measured.set(name, { ...seen, ...unknownLag })
    const oldest = waiting[0]
    measured.set(name, {
      ...seen,
      events: waiting.length,
      seconds: oldest ? secondsSince(oldest.recordedAt) : 0,
      stuck: waiting.length > stuckAbove && nowMs - movedMs >= stuckAfterMs ? 'yes' : 'no',
    })
  }

  /** What waits for each; of those of which nobody knows, undefined. Those that were at the end share one look. */
  async function lookFor(
    asked: readonly Standing[],
  ): Promise<ReadonlyMap<Standing, readonly StoredEvent[] | undefined>> {
    const near = asked.filter(({ projection }) => measured.get(projection.name)?.events === 0)
    const shared = near.length > 1 ? await lookTogether(near) : undefined
    const alone = asked.filter(one => !shared?.has(one))
    const found = await Promise.all(
      alone.map(async one => {
        const look = await waitingEvents(followedTypes(one.projection), one.position)
        return [one, look?.events] as const
      }),
    )
    return new Map([...(shared ?? []), ...found])
  }

  /** Undefined when there is so much that each has to be counted by itself. */
  async function lookTogether(
    near: readonly Standing[],
  ): Promise<ReadonlyMap<Standing, readonly StoredEvent[]> | undefined> {
    const types = near.map(({ projection }) => new Set(followedTypes(projection)))
    const from = near.map(({ position }) => position).reduce((a, b) => (a < b ? a : b))
    const look = await waitingEvents([...new Set(types.flatMap(own => [...own]))].sort(), from)
    if (look?.end !== 'reached') return undefined
    return new Map(
      near.map((one, index) => [
        one,
        look.events.filter(
          ({ type, position }) => position > one.position && types[index]?.has(type),
        ),
      ]),
    )
  }

  /** Undefined when the ledger was too slow to tell. */
  async function waitingEvents(
    types: readonly string[],
    position: bigint,
  ): Promise<Look | undefined> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), budgetMs)
    const events: StoredEvent[] = []
    const after = position === 0n ? 'start' : position
    try {
      for await (const batch of ledger.subscribe({ types, after, signal: stop.signal })) {
        events.push(...batch.events)
        if (batch.live) return { events, end: 'reached' }
        if (events.length >= countedAtMost) return { events, end: 'not reached' }
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
