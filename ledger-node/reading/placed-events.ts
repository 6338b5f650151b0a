import type { AppendStore, Page } from '../storing/append-store.ts'
import type { Frame } from '../wire/frame.ts'
import { framesOf, type AppendRow } from '../storing/append-row.ts'
import type { VisibleStream } from './visible-stream.ts'

/** An event as it is stored, and its place. */
export interface PlacedEvent {
  readonly position: number
  readonly revision: number
  readonly frame: Frame
}

/** The events of a row, in the order of the stream. */
export function placedEvents(row: AppendRow): PlacedEvent[] {
  return framesOf(row.body).map((frame, i) => {
    const back = row.events - 1 - i
    return { position: row.position - back, revision: row.revision - back, frame }
  })
}

/** Pages of `$all` from a position on, to the end. */
export function allForwards(
  store: AppendStore,
  from: number,
  reader: Reader = 'brief',
): AsyncGenerator<PlacedEvent[]> {
  return pages(from, {
    reader,
    load: next => store.forwards(next),
    show: (rows, next) => rows.flatMap(placedEvents).filter(event => event.position >= next),
    after: last => last.position + 1,
    isWithin: () => true,
  })
}

/** Who reads: one who follows, or asks for very many events, is sure to want more than a page. */
type Reader = 'brief' | 'long'

/** Pages of `$all` before a position, newest first. */
export function allBackwards(store: AppendStore, before: number): AsyncGenerator<PlacedEvent[]> {
  return pages(before, {
    load: end => store.backwards(end),
    show: (rows, end) => rows.flatMap(newestFirst).filter(event => event.position < end),
    after: last => last.position - last.events + 1,
    isWithin: end => end > 0,
  })
}

/** Pages of what is visible of a stream from a revision on. */
export function streamForwards(
  store: AppendStore,
  { streamId, first, last, notBeforeMs }: VisibleStream,
  from: number,
  reader: Reader = 'brief',
): AsyncGenerator<PlacedEvent[]> {
  return pages(Math.max(first, from), {
    reader,
    load: next => store.streamForwards({ streamId, from: next, to: last, notBeforeMs }),
    show: (rows, next) =>
      rows.flatMap(placedEvents).filter(event => event.revision >= next && event.revision <= last),
    after: end => end.revision + 1,
    isWithin: next => next <= last,
  })
}

/** Pages of what is visible of a stream from a revision back, newest first. */
export function streamBackwards(
  store: AppendStore,
  { streamId, first, last, notBeforeMs }: VisibleStream,
  from: number,
): AsyncGenerator<PlacedEvent[]> {
  return pages(Math.min(last, from), {
    load: next => store.streamBackwards({ streamId, from: first, to: next, notBeforeMs }),
    show: (rows, next) =>
      rows.flatMap(newestFirst).filter(event => event.revision >= first && event.revision <= next),
    after: end => end.revision - end.events,
    isWithin: next => next >= first,
  })
}

/** A way through the ledger, from place to place. */
interface Way {
  readonly reader?: Reader
  load(place: number): Page
  /** What is to be seen from this place on. */
  show(rows: readonly AppendRow[], place: number): PlacedEvent[]
  /** Where to go on after a page that ends with this row. */
  after(last: AppendRow): number
  isWithin(place: number): boolean
}

/** A long reader, and whoever has come back for a second page, wants more: the next one is loaded while one is being read. */
async function* pages(
  from: number,
  { reader, load, show, after, isWithin }: Way,
): AsyncGenerator<PlacedEvent[]> {
  let ahead: Page | undefined
  let wantsMore = reader === 'long'
  for (let place = from; isWithin(place);) {
    const rows = await (ahead ?? load(place))
    const last = rows.at(-1)
    if (!last) return
    const next = after(last)
    ahead = wantsMore && isWithin(next) ? load(next) : undefined
    // Whoever stops reading here never asks how it ended.
    ahead?.catch(() => undefined)
    yield show(rows, place)
    place = next
    wantsMore = true
  }
}

function newestFirst(row: AppendRow): PlacedEvent[] {
  return placedEvents(row).reverse()
}
