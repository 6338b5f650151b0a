import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import { endsBefore, matches } from './event-filter.ts'
import {
  historySource,
  type Place,
  type ReadableLedger,
  type SourceRequest,
} from './history-source.ts'

/** How much one request may look at and answer. */
export interface HistoryBounds {
  readonly events: number
  readonly budgetMs: number
  readonly bytes: number
}

const defaultBounds: HistoryBounds = { events: 50_000, budgetMs: 1_500, bytes: 2 * 1_024 * 1_024 }

/** What is asked of history, a page at a time. */
export interface HistoryRequest extends SourceRequest {
  readonly limit: number
}

/** The events found, and how far the ledger was looked at. `more`: there may be further ones after `reached`. */
export interface HistoryPage {
  readonly events: readonly StoredEvent[]
  /** Undefined when nothing was there to look at. */
  readonly reached: Place | undefined
  readonly state: 'more' | 'complete'
}

/** Knows at which position which time was recorded. */
export interface TimeIndex {
  /** Position of an event before which nothing was recorded at that time or later. */
  before(time: Date): Promise<bigint | undefined>
  /** Position of an event behind which nothing was recorded before that time. */
  after(time: Date): Promise<bigint | undefined>
}

/** What reading history needs. */
export interface HistoryParts {
  readonly ledger: ReadableLedger
  readonly clock: Clock
  readonly bounds?: HistoryBounds
  /** Where to look for a time; without it, and where it does not know, everything is looked at. */
  readonly times?: TimeIndex
}

/** Reads history until a page is full, the ledger ends, or a request has looked at its share; it always gets on by one event. */
export async function readHistory(
  { ledger, clock, bounds = defaultBounds, times }: HistoryParts,
  asked: HistoryRequest,
): Promise<HistoryPage> {
  const request = { ...asked, ...(await edgeOf(asked, times)) }
  const { filter, direction, limit } = request
  const late = AbortSignal.timeout(bounds.budgetMs + 1_000)
  const signal = AbortSignal.any([request.signal, late])
  const endMs = clock.monotonicMs() + bounds.budgetMs
  const events: StoredEvent[] = []
  let reached = request.after
  let looked = 0
  let bytes = 0
  const isFull = (): boolean =>
    events.length >= limit || looked >= bounds.events || bytes >= bounds.bytes
  try {
    for await (const { event, place } of historySource(ledger, { ...request, signal })) {
      if (isFull() || (looked > 0 && clock.monotonicMs() >= endMs))
        return { events, reached, state: 'more' }
      reached = place
      looked += 1
      if (!event) continue
      if (endsBefore(event, filter, direction)) break
      if (!matches(event, filter)) continue
      events.push(event)
      bytes += JSON.stringify(event.data ?? null).length
    }
  } catch (error) {
    if (!late.aborted || request.signal.aborted) throw error
    if (looked === 0) throw silent(error)
    return { events, reached, state: 'more' }
  }
  return { events, reached, state: 'complete' }
}

/** Where reading may begin, when a time says so better than a position does. */
async function edgeOf(
  { filter, direction, after, stream }: HistoryRequest,
  times: TimeIndex | undefined,
): Promise<{ readonly edge?: bigint }> {
  if (!times || after || stream !== undefined) return {}
  const { since, until, time, fromPosition = 0n, toPosition } = filter
  // What was received is recorded later, if anything: a time of receiving says where to begin, and not where to end.
  const forwards = direction === 'forwards'
  const from = forwards && since ? await times.before(since).catch(() => undefined) : undefined
  if (from !== undefined && from > fromPosition) return { edge: from }
  const to =
    !forwards && until && time === 'recorded'
      ? await times.after(until).catch(() => undefined)
      : undefined
  return to !== undefined && (toPosition === undefined || to < toPosition) ? { edge: to } : {}
}

function silent(cause: unknown): DecklogError {
  const message = 'The ledger gave nothing to read in time.'
  return new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', message, { cause, retryAfterSeconds: 1 })
}
