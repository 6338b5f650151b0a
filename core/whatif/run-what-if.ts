import { setImmediate as turn } from 'node:timers/promises'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Recorded } from '../event.ts'
import type { TimeIndex } from '../history/read-history.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import { inTurns } from '../timing/in-turns.ts'
import { readStretch } from '../asof/read-stretch.ts'
import { compare, type Compared } from './compare.ts'
import { type Range, Timelines } from './timelines.ts'
import type { Rejudging, WhatIf } from './what-if.ts'

/** What it takes to look at the past again. */
export interface WhatIfParts {
  readonly ledger: Pick<Ledger, 'subscribe' | 'read' | 'head'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly times: TimeIndex
}

/** How far it is: what was looked at, and up to which position of which. */
export interface WhatIfProgress {
  readonly events: number
  readonly position: bigint
  readonly target: bigint
}

/** What came of it. */
export interface WhatIfResult extends Compared, WhatIfProgress {
  /** Events that could not be read, and were left out. */
  readonly unreadable: number
}

interface WhatIfRun {
  readonly whatIf: WhatIf
  readonly range: Range
  readonly signal: AbortSignal
  report(progress: WhatIfProgress): void
}

/** Judges the facts of a range once more, and compares what comes of them with what was recorded. It writes nothing. */
export async function runWhatIf(
  { ledger, catalog, times }: WhatIfParts,
  { whatIf, range, signal, report }: WhatIfRun,
): Promise<WhatIfResult> {
  const start = new Date(range.from.getTime() - whatIf.lookBackSeconds * 1_000)
  const [after = 0n, target] = await Promise.all([times.before(start), ledger.head()])
  const pass = new Pass({ ledger, catalog, whatIf, start, range, signal })
  const stretch = { types: [...whatIf.types], after, to: target, signal }
  let progress: WhatIfProgress = { events: 0, position: after, target }
  for await (const { events, reached } of readStretch(ledger, stretch)) {
    await pass.take(events)
    progress = { events: progress.events + events.length, position: reached, target }
    report(progress)
    // Whoever else this process serves has a turn.
    await turn()
    if (pass.isOver) break
  }
  pass.end()
  const { recorded, judged, unreadable } = pass
  return { ...progress, ...compare(recorded, judged, range), unreadable }
}

// The ledger's clock may have been set back by as much.
const clockSlackMs = 3_600_000
const readsAtOnce = 16

interface PassParts extends Pick<WhatIfParts, 'ledger' | 'catalog'>, Pick<WhatIfRun, 'signal'> {
  readonly whatIf: WhatIf
  /** What was received before it is not looked at. */
  readonly start: Date
  readonly range: Range
}

/** One way through the ledger: what was recorded, and what is judged of the same. */
class Pass {
  readonly recorded = new Timelines()
  readonly judged = new Timelines()
  unreadable = 0
  /** All that comes is behind the range. */
  isOver = false
  readonly #parts: PassParts
  readonly #was: Rejudging
  readonly #is: Rejudging
  readonly #begun = new Set<string>()

  constructor(parts: PassParts) {
    this.#parts = parts
    this.#was = parts.whatIf.asRecorded()
    this.#is = parts.whatIf.asSet()
  }

  async take(stored: readonly StoredEvent[]): Promise<void> {
    const events = this.#decode(stored)
    const before = await this.#readBefore(events)
    for (const event of events) {
      for (const last of before.get(event) ?? []) {
        this.#was.begin(last).forEach(one => this.recorded.take(one))
        this.#is.begin(last).forEach(one => this.judged.take(one))
      }
      this.#was.take(event).forEach(one => this.recorded.take(one))
      this.#is.take(event).forEach(one => this.judged.take(one))
    }
  }

  /** What time brings when nothing more happens. */
  end(): void {
    const { to } = this.#parts.range
    this.#was.end?.(to).forEach(one => this.recorded.take(one))
    this.#is.end?.(to).forEach(one => this.judged.take(one))
  }

  #decode(stored: readonly StoredEvent[]): readonly Recorded[] {
    const { catalog, start, range } = this.#parts
    const end = range.to.getTime() + clockSlackMs
    const events: Recorded[] = []
    for (const one of stored) {
      const event = decode(catalog, one)
      if (!event) this.unreadable += 1
      if (!event || event.receivedAt < start) continue
      this.isOver = event.recordedAt.getTime() > end
      if (this.isOver) break
      events.push(event)
    }
    return events
  }

  /** How the subjects stood that are met for the first time, by the event that each is met with: read together, so that thousands do not wait for one another. */
  async #readBefore(
    events: readonly Recorded[],
  ): Promise<ReadonlyMap<Recorded, readonly Recorded[]>> {
    const { ledger, catalog, whatIf, signal } = this.#parts
    const met: { readonly event: Recorded; readonly stream: string }[] = []
    for (const event of events) {
      const stream = whatIf.standsIn(event)
      if (stream === undefined || this.#begun.has(stream)) continue
      this.#begun.add(stream)
      met.push({ event, stream })
    }
    const before = new Map<Recorded, readonly Recorded[]>()
    await inTurns(met, { atOnce: readsAtOnce, signal }, async ({ event, stream }) => {
      const of = { position: event.position, most: whatIf.standsBy ?? 1, signal }
      const last = await lastBefore(ledger, stream, of)
      const readable = last.flatMap(one => decode(catalog, one) ?? [])
      before.set(event, readable)
      this.unreadable += last.length - readable.length
    })
    signal.throwIfAborted()
    return before
  }
}

function decode(catalog: WhatIfParts['catalog'], stored: StoredEvent): Recorded | undefined {
  try {
    return catalog.decode(stored)
  } catch {
    return undefined
  }
}

/** The last events of a stream before a position, in their order. */
async function lastBefore(
  ledger: Pick<Ledger, 'read'>,
  stream: string,
  {
    position,
    most,
    signal,
  }: { readonly position: bigint; readonly most: number; readonly signal: AbortSignal },
): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = []
  for await (const event of ledger.read(stream, { direction: 'backwards', signal })) {
    if (event.position < position) found.push(event)
    if (found.length === most) break
  }
  return found.reverse()
}
