import type { AppendStore } from './append-store.ts'
import { framesOf, type AppendRow } from './append-row.ts'
import type { VisibleStream } from './visible-stream.ts'

/** An event as it is stored, and its place. */
export interface StoredEvent {
  readonly position: number
  readonly revision: number
  readonly frame: Buffer
}

/** The events of a row, in the order of the stream. */
export function storedEvents(row: AppendRow): StoredEvent[] {
  return framesOf(row.body).map((frame, i) => {
    const back = row.events - 1 - i
    return { position: row.position - back, revision: row.revision - back, frame }
  })
}

/** Pages of `$all` from a position on, to the end. */
export async function* allForwards(
  store: AppendStore,
  from: number,
): AsyncGenerator<StoredEvent[]> {
  for (let next = from; ;) {
    const rows = await store.forwards(next)
    const last = rows.at(-1)
    if (!last) return
    yield rows.flatMap(storedEvents).filter(event => event.position >= next)
    next = last.position + 1
  }
}

/** Pages of `$all` before a position, newest first. */
export async function* allBackwards(
  store: AppendStore,
  before: number,
): AsyncGenerator<StoredEvent[]> {
  for (let end = before; end > 0;) {
    const rows = await store.backwards(end)
    const last = rows.at(-1)
    if (!last) return
    yield rows.flatMap(newestFirst).filter(event => event.position < end)
    end = last.position - last.events + 1
  }
}

/** Pages of what is visible of a stream from a revision on. */
export async function* streamForwards(
  store: AppendStore,
  { streamId, first, last, notBeforeMs }: VisibleStream,
  from: number,
): AsyncGenerator<StoredEvent[]> {
  for (let next = Math.max(first, from); next <= last;) {
    const rows = await store.streamForwards({ streamId, from: next, to: last, notBeforeMs })
    const end = rows.at(-1)
    if (!end) return
    yield rows
      .flatMap(storedEvents)
      .filter(event => event.revision >= next && event.revision <= last)
    next = end.revision + 1
  }
}

/** Pages of what is visible of a stream from a revision back, newest first. */
export async function* streamBackwards(
  store: AppendStore,
  { streamId, first, last, notBeforeMs }: VisibleStream,
  from: number,
): AsyncGenerator<StoredEvent[]> {
  for (let next = Math.min(last, from); next >= first;) {
    const rows = await store.streamBackwards({ streamId, from: first, to: next, notBeforeMs })
    const end = rows.at(-1)
    if (!end) return
    yield rows
      .flatMap(newestFirst)
      .filter(event => event.revision >= first && event.revision <= next)
    next = end.revision - end.events
  }
}

function newestFirst(row: AppendRow): StoredEvent[] {
  return storedEvents(row).reverse()
}
