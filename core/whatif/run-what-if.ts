import { setImmediate as turn } from 'node:timers/promises'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Recorded } from '../event.ts'
import type { TimeIndex } from '../history/read-history.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readStretch } from '../asof/read-stretch.ts'
import { compare, type Compared } from './compare.ts'
import { type Range, Timelines } from './timelines.ts'
import type { WhatIf } from './what-if.ts'

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
  const [was, is] = [whatIf.asRecorded(), whatIf.asSet()]
  const [recorded, judged] = [new Timelines(), new Timelines()]
  const begun = new Set<string>()
  let progress: WhatIfProgress = { events: 0, position: after, target }
  let unreadable = 0

  async function begin(event: Recorded): Promise<void> {
    const stream = whatIf.standsIn(event)
    if (stream === undefined || begun.has(stream)) return
    begun.add(stream)
    const last = await lastBefore(ledger, stream, { position: event.position, signal })
    if (!last) return
    const before = catalog.decode(last)
    was.begin(before).forEach(one => recorded.take(one))
    is.begin(before).forEach(one => judged.take(one))
  }

  const types = [...whatIf.types]
  for await (const { events, reached } of readStretch(ledger, {
    types,
    after,
    to: target,
    signal,
  })) {
    let isOver = false
    for (const stored of events) {
      const event = decode(catalog, stored)
      if (!event) unreadable += 1
      if (!event || event.receivedAt < start) continue
      isOver = event.recordedAt.getTime() > range.to.getTime() + clockSlackMs
      if (isOver) break
      await begin(event)
      was.take(event).forEach(one => recorded.take(one))
      is.take(event).forEach(one => judged.take(one))
    }
    progress = { events: progress.events + events.length, position: reached, target }
    report(progress)
    // Whoever else this process serves has a turn.
    await turn()
    if (isOver) break
  }
  return { ...progress, ...compare(recorded, judged, range), unreadable }
}

// The ledger's clock may have been set back by as much.
const clockSlackMs = 3_600_000

function decode(
  catalog: WhatIfParts['catalog'],
  stored: Parameters<EventCatalog['decode']>[0],
): Recorded | undefined {
  try {
    return catalog.decode(stored)
  } catch {
    return undefined
  }
}

async function lastBefore(
  ledger: Pick<Ledger, 'read'>,
  stream: string,
  { position, signal }: { readonly position: bigint; readonly signal: AbortSignal },
) {
  for await (const event of ledger.read(stream, { direction: 'backwards', signal }))
    if (event.position < position) return event
  return undefined
}
