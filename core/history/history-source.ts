import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import type { Direction, EventFilter } from './event-filter.ts'

/** How far the ledger has been looked at: up to and with the event at this place. */
export interface Place {
  readonly position: bigint
  /** Revision in the stream that is read; null where the whole ledger is. */
  readonly revision: bigint | null
}

/** One step of looking through the ledger: an event, or only how far it got. */
export interface Step {
  readonly event?: StoredEvent
  readonly place: Place
}

/** Where to look, and from where on. */
export interface SourceRequest {
  readonly filter: EventFilter
  /** Only this stream. */
  readonly stream?: string
  readonly direction: Direction
  /** Goes on after this place. */
  readonly after?: Place
  /** Position of an event: nothing that is asked for was recorded before it, or behind it when reading backwards. */
  readonly edge?: bigint
  readonly signal: AbortSignal
}

/** The part of the ledger that history reads. */
export type ReadableLedger = Pick<Ledger, 'read' | 'readAll' | 'subscribe'>

/** Looks through as little of the ledger as the question allows: one stream, what the server filters by type, or all of it. */
export function historySource(ledger: ReadableLedger, request: SourceRequest): AsyncIterable<Step> {
  const { stream, filter, direction, edge } = request
  if (stream !== undefined) return streamSteps(ledger, stream, request)
  // Subscriptions alone are filtered by the server, and say how far they looked; they go forwards, from after a known event.
  const isKnown =
    request.after !== undefined || edge !== undefined || filter.fromPosition === undefined
  if (filter.types && direction === 'forwards' && isKnown)
    return typeSteps(ledger, filter.types, request)
  return allSteps(ledger, request)
}

async function* streamSteps(
  ledger: ReadableLedger,
  stream: string,
  { direction, after, signal }: SourceRequest,
): AsyncGenerator<Step> {
  const from = revisionAfter(after, direction)
  if (from !== undefined && from < 0n) return
  const options = { direction, signal, ...(from === undefined ? {} : { from }) }
  for await (const event of ledger.read(stream, options))
    yield { event, place: { position: event.position, revision: event.revision } }
}

async function* allSteps(
  ledger: ReadableLedger,
  { filter, direction, after, edge, signal }: SourceRequest,
): AsyncGenerator<Step> {
  const bound = edge ?? (direction === 'forwards' ? filter.fromPosition : filter.toPosition)
  const first = after ? 'left out' : 'included'
  const from = after?.position ?? bound
  const start = from === undefined ? {} : { from }
  for await (const event of ledger.readAll({ direction, first, signal, ...start }))
    yield stepOf(event)
}

async function* typeSteps(
  ledger: ReadableLedger,
  types: readonly string[],
  { after, edge, signal }: SourceRequest,
): AsyncGenerator<Step> {
  // What lies at the edge itself was recorded before what is asked for.
  const start = after?.position ?? edge ?? 'start'
  for await (const batch of ledger.subscribe({ types, after: start, signal })) {
    for (const event of batch.events) yield stepOf(event)
    if (batch.checkpoint !== undefined)
      yield { place: { position: batch.checkpoint, revision: null } }
    if (batch.live) return
  }
  signal.throwIfAborted()
}

function stepOf(event: StoredEvent): Step {
  return { event, place: { position: event.position, revision: null } }
}

function revisionAfter(after: Place | undefined, direction: Direction): bigint | undefined {
  if (after?.revision === undefined || after.revision === null) return undefined
  return direction === 'forwards' ? after.revision + 1n : after.revision - 1n
}
