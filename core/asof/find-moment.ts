import type { Clock } from '../clock.ts'
import { DecklogError, invalidField } from '../errors.ts'
import type { Moment as NotedMoment } from '../history/ledger-times-store.ts'
import { originOf } from '../history/origin.ts'
import type { TimeIndex } from '../history/read-history.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import { within } from '../timing/within.ts'

const budgetMs = 4_000
const noteEvery = 1_000
const largest = 2n ** 63n - 1n
const day = /^\d{4}-\d{2}-\d{2}$/
const timeInZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** A place in the ledger that reads are bound to: all that was recorded up to and with the event at the position. */
export interface Moment {
  readonly position: bigint
  /** The time that was asked for, or when the event at the position was recorded. */
  readonly at: Date
}

interface FinderParts {
  readonly ledger: Pick<Ledger, 'readAll' | 'head'>
  readonly times: TimeIndex
  readonly clock: Clock
  /** Keeps when positions were recorded that were come by. */
  note(moments: readonly NotedMoment[]): Promise<void>
}

/**
 * Finds the place that `as_of` names: a position, or a time, which means what was recorded by then. DECKLOG_VALIDATION names `as_of`
 * when it is neither, in the future, or before the beginning.
 */
export type FindMoment = (asOf: string, signal: AbortSignal) => Promise<Moment>

/** Creates it. */
export function createFindMoment(parts: FinderParts): FindMoment {
  return async (asOf, signal) => {
    if (/^\d+$/.test(asOf)) return atPosition(parts, BigInt(asOf.slice(0, 30)), signal)
    return atTime(parts, timeOf(asOf), signal)
  }
}

// In a query a plus sign that is not encoded arrives as a space.
function timeOf(asOf: string): Date {
  const text = asOf.replace(/ (?=\d{2}:?\d{2}$)/, '+')
  const time = new Date(text)
  const isTime = day.test(text) || timeInZone.test(text)
  if (isTime && !Number.isNaN(time.getTime())) return time
  throw invalidField(
    'as_of',
    'must be a position, or a time with its zone, such as 2026-02-24T10:00:00Z or 2026-02-24',
  )
}

async function atPosition(
  { ledger }: FinderParts,
  position: bigint,
  signal: AbortSignal,
): Promise<Moment> {
  const head = position > largest ? 0n : await ledger.head()
  if (position > head)
    throw invalidField('as_of', 'lies in the future: behind the end of the ledger')
  const [next] = await take(ledger.readAll({ from: position, first: 'included', limit: 1, signal }))
  if (next?.position === position) return { position, at: recordedAtOf(next) }
  const behind = next ? { from: next.position } : {}
  const [last] = await take(ledger.readAll({ direction: 'backwards', limit: 1, signal, ...behind }))
  if (last) return { position: last.position, at: recordedAtOf(last) }
  throw await beforeAll(ledger, signal)
}

async function atTime(parts: FinderParts, at: Date, signal: AbortSignal): Promise<Moment> {
  const { ledger, times, clock } = parts
  if (at > clock.now()) throw invalidField('as_of', 'lies in the future')
  const from = await times.before(new Date(at.getTime() + 1)).catch(() => undefined)
  const late = (): DecklogError =>
    new DecklogError('DECKLOG_PAST_PREPARING', 'The time is still being looked for.', {
      retryAfterSeconds: 1,
    })
  const last = await within({ ms: budgetMs, signal, late }, inner =>
    lastRecordedBy(parts, { at, from, signal: inner }),
  )
  if (last) return { position: last.position, at }
  throw await beforeAll(ledger, signal)
}

interface Looking {
  readonly at: Date
  readonly from: bigint | undefined
  readonly signal: AbortSignal
}

/** The event before the first that was recorded after a time: what lies behind it, where the clock was set back, was known later. */
async function lastRecordedBy(
  { ledger, note }: FinderParts,
  { at, from, signal }: Looking,
): Promise<StoredEvent | undefined> {
  const start = from === undefined ? {} : { from, first: 'included' as const }
  let last: StoredEvent | undefined
  let looked = 0
  for await (const event of ledger.readAll({ ...start, signal })) {
    if (recordedAtOf(event) > at) break
    last = event
    looked += 1
    if (looked % noteEvery === 0)
      await note([{ position: event.position, recordedAt: recordedAtOf(event) }])
  }
  return last
}

async function beforeAll(
  ledger: FinderParts['ledger'],
  signal: AbortSignal,
): Promise<DecklogError> {
  const [first] = await take(ledger.readAll({ limit: 1, signal }))
  const begins = first
    ? `which begins at ${recordedAtOf(first).toISOString()}, position ${first.position}`
    : 'which is empty'
  return invalidField('as_of', `lies before the beginning of the ledger, ${begins}`)
}

function recordedAtOf(event: StoredEvent): Date {
  return originOf(event).recordedAt
}

async function take(events: AsyncIterable<StoredEvent>): Promise<readonly StoredEvent[]> {
  const taken: StoredEvent[] = []
  for await (const event of events) taken.push(event)
  return taken
}
