import { eventBytes } from '../ledger/event-bytes.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import { readStretch } from './read-stretch.ts'

/** Which events are kept at hand: those of some types that follow a position. */
export interface StretchOf {
  /** Tells stretches apart: of which read model, and of which of its histories. */
  readonly name: string
  readonly types: readonly string[]
  readonly after: bigint
}

/** How far it is read, and how much may be read for it. */
export interface StretchBounds {
  readonly to: bigint
  readonly events: number
  readonly parts: number
  readonly signal: AbortSignal
}

/** Events behind points of histories that were read once: who moves a little to and fro in time reads them no second time. */
export interface Stretches {
  /** The events up to a position; undefined when there are more than may be read for it. */
  read(of: StretchOf, bounds: StretchBounds): Promise<readonly StoredEvent[] | undefined>
}

interface Stretch {
  readonly events: StoredEvent[]
  reached: bigint
  parts: number
  bytes: number
  reading: Promise<unknown>
}

/** Keeps at most so many bytes of events, those that were asked for last. */
export function createStretches(ledger: Pick<Ledger, 'subscribe'>, maxBytes: number): Stretches {
  const kept = new Map<string, Stretch>()

  function find({ name, after }: StretchOf): Stretch {
    const key = `${name} ${after}`
    const known = kept.get(key) ?? {
      ...{ events: [], reached: after, parts: 0, bytes: 0 },
      reading: Promise.resolve(),
    }
    // The one that was asked for last stands last.
    kept.delete(key)
    kept.set(key, known)
    return known
  }

  function trim(): void {
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0)
    for (const [key, one] of kept) {
      if (bytes <= maxBytes) return
      kept.delete(key)
      bytes -= one.bytes
    }
  }

  return {
    async read(of, bounds) {
      const stretch = find(of)
      // Who asks for the same stretch at once waits, and finds it read.
      const reading = stretch.reading
        .catch(() => undefined)
        .then(() => readOn(ledger, stretch, of, bounds))
      stretch.reading = reading
      const state = await reading
      trim()
      if (state === 'too much') return undefined
      return stretch.events.filter(({ position }) => position <= bounds.to)
    },
  }
}

async function readOn(
  ledger: Pick<Ledger, 'subscribe'>,
  stretch: Stretch,
  { types }: StretchOf,
  { to, signal, ...most }: StretchBounds,
): Promise<'read' | 'too much'> {
  const { reached: after } = stretch
  const isTooMuch = (): boolean =>
    stretch.reached < to && (stretch.events.length > most.events || stretch.parts > most.parts)
  if (isTooMuch()) return 'too much'
  for await (const { events, reached } of readStretch(ledger, { types, after, to, signal })) {
    for (const event of events) {
      stretch.events.push(event)
      stretch.bytes += sizeOf(event)
    }
    stretch.reached = reached
    if (events.length === 0) stretch.parts += 1
    if (isTooMuch()) return 'too much'
  }
  return 'read'
}

function sizeOf({ id, type, data, metadata }: StoredEvent): number {
  return typeof data === 'object' && data !== null ? eventBytes({ id, type, data, metadata }) : 200
}
