import type { Recorded } from '../../event.ts'
import { described, id, nullable, record, type Shape, time } from '../../shape.ts'

/** An observation that a summary of its day keeps beyond its retention. */
export interface Kept<Data> {
  readonly eventId: string
  readonly receivedAt: string
  readonly data: Data
}

/** Declares what a summary keeps of the last observation of its day; null where there was none. */
export function keptShape<Data extends object>(
  data: Shape<Data>,
  description: string,
): Shape<Kept<Data> | null> {
  const fields = {
    eventId: id('Id of the event.', '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'),
    receivedAt: time('When Decklog received it.', '2026-01-01T12:00:00.000Z'),
    data: described(data, 'Its data.'),
  }
  return nullable(record(fields, description))
}

/** What a summary keeps of an observation. */
export function keptOf<Data extends object>(
  event: ObservationEvent<Data> | undefined,
): Kept<Data> | null {
  if (!event) return null
  return { eventId: event.id, receivedAt: event.receivedAt.toISOString(), data: event.data }
}

type ObservationEvent<Data extends object> = Pick<
  Recorded<{ readonly type: string; readonly data: Data }>,
  'id' | 'receivedAt' | 'data'
>

/** An observation, whether its own event brings it or the summary of its day. */
export interface ObservationOf<Data> {
  readonly eventId: string
  readonly receivedAt: Date
  readonly data: Data
}

/** The observation that its own event brings. */
export function observed<Data extends object>({
  id: eventId,
  receivedAt,
  data,
}: ObservationEvent<Data>): ObservationOf<Data> {
  return { eventId, receivedAt, data }
}

/** The observation that a summary brings again. */
export function observedAsKept<Data>({
  eventId,
  receivedAt,
  data,
}: Kept<Data>): ObservationOf<Data> {
  return { eventId, receivedAt: new Date(receivedAt), data }
}

/** Columns by which a row knows what it took last. */
export interface TakenColumns {
  readonly sampled_at: Date | null
  readonly sample_event_id: string | null
  readonly failed_at: Date | null
  readonly failure_event_id: string | null
}

/** Tells whether an observation is later than the last sample that a row has taken. */
export function isNewSample(of: AnyObserved, row: TakenColumns): boolean {
  return isAfter(of, row.sampled_at, row.sample_event_id)
}

/** Tells whether an observation is later than the last failed read that a row has taken. */
export function isNewFailure(of: AnyObserved, row: TakenColumns): boolean {
  return isAfter(of, row.failed_at, row.failure_event_id)
}

/** Tells whether an observation is the last of all: what may change from one to the next is then as it says. */
export function isLatest(of: AnyObserved, row: TakenColumns): boolean {
  return isNewSample(of, row) && isNewFailure(of, row)
}

type AnyObserved = Pick<ObservationOf<unknown>, 'eventId' | 'receivedAt'>

// Observations of the same moment are ordered by their ids, so that any order of folding ends in the same row.
function isAfter(
  { eventId, receivedAt }: AnyObserved,
  at: Date | null,
  id: string | null,
): boolean {
  if (at === null || id === null) return true
  const later = receivedAt.getTime() - at.getTime()
  return later > 0 || (later === 0 && eventId > id)
}
