import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { Appended, Ledger, NewEvent } from './ledger.ts'
import type { StreamLimiter } from './stream-limiter.ts'
import { PendingAppend } from './pending-append.ts'
import { StreamLane } from './stream-lane.ts'

const deadlineMs = 2_500
const watchEveryMs = 250

/** `alone`: never in one append with other events, as an event that its source may send again must be. */
export type Grouping = 'shared' | 'alone'

/** Appends observations: what waits for the same stream goes together. */
export interface Writer {
  /**
   * Resolves with the ledger's ack; the position is the group's, at or after the events' own. Rejects within 2.5 s:
   * DECKLOG_LEDGER_UNAVAILABLE when nothing was stored or ever will be, DECKLOG_OUTCOME_UNKNOWN when the writer goes on finding out.
   */
  append(stream: string, events: readonly NewEvent[], grouping?: Grouping): Promise<Appended>
  /** Takes nothing more, and resolves when all is written, at the latest after `withinMs`. */
  flush(withinMs: number): Promise<void>
}

interface WriterParts {
  readonly ledger: Ledger
  readonly limiter: StreamLimiter
  readonly clock: Clock
  readonly log: Logger
  /** Most events that may wait at once; default 10,000. */
  readonly maxWaiting?: number
}

/** Creates the group-committing writer: one lane a stream, one append at a time in each. */
export function createWriter(parts: WriterParts): Writer {
  const { clock, maxWaiting = 10_000 } = parts
  const lanes = new Map<string, StreamLane>()
  let waiting = 0
  let phase: 'open' | 'flushing' = 'open'

  const laneOf = (stream: string): StreamLane => {
    const onIdle = (): boolean => lanes.delete(stream)
    const lane = lanes.get(stream) ?? new StreamLane(stream, { ...parts, onIdle })
    lanes.set(stream, lane)
    return lane
  }

  // One watch for all lanes: a timer an append would cost more than the append.
  let watching = false
  const watch = async (): Promise<void> => {
    watching = true
    while (waiting > 0) {
      await clock.delay(watchEveryMs)
      const dueMs = clock.monotonicMs() + watchEveryMs
      for (const lane of lanes.values()) lane.expire(dueMs)
    }
    watching = false
  }

  return {
    async append(stream, events, grouping = 'shared') {
      if (phase === 'flushing') throw new DecklogError('DECKLOG_SHUTTING_DOWN', 'stopping')
      if (waiting + events.length > maxWaiting) throw overloaded()
      waiting += events.length
      const pending = new PendingAppend(events, grouping, clock.monotonicMs() + deadlineMs)
      laneOf(stream).add(pending)
      if (!watching) void watch()
      return pending.answer.finally(() => {
        waiting -= events.length
      })
    },
    async flush(withinMs) {
      phase = 'flushing'
      const written = Promise.all([...lanes.values()].map(lane => lane.drained()))
      const done = new AbortController()
      const end = (): void => lanes.forEach(lane => lane.end())
      const timer = clock.delay(withinMs, done.signal).then(end, () => {})
      await written
      done.abort()
      await timer
    },
  }
}

function overloaded(): DecklogError {
  const message = 'too many events wait to be written'
  return new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', message, { retryAfterSeconds: 1 })
}
