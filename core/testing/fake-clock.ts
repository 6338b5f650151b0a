import { Observable } from 'rxjs'
import type { Clock } from '../clock.ts'

interface Waiter {
  dueMs: number
  readonly fire: () => void
}

/** A clock that moves only when a test says so. */
export interface FakeClock extends Clock {
  /** Moves time on, firing what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>
}

/** Creates a clock that stands at `start`. */
export function createFakeClock(start = '2026-01-01T00:00:00.000Z'): FakeClock {
  const startMs = Date.parse(start)
  let nowMs = startMs
  const waiters = new Set<Waiter>()

  const wait = (ms: number, fire: () => void): Waiter => {
    const waiter = { dueMs: nowMs + ms, fire }
    waiters.add(waiter)
    return waiter
  }

  const nextDue = (untilMs: number): Waiter | undefined =>
    [...waiters].filter(w => w.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]

  return {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs - startMs,
    delay: (ms, signal) =>
      new Promise((resolve, reject) => {
        const abort = (): void => {
          waiters.delete(waiter)
          reject(new DOMException('The operation was aborted', 'AbortError'))
        }
        const waiter = wait(ms, () => {
          waiters.delete(waiter)
          signal?.removeEventListener('abort', abort)
          resolve()
        })
        if (signal?.aborted) abort()
        else signal?.addEventListener('abort', abort, { once: true })
      }),
    ticks: everyMs =>
      new Observable<Date>(subscriber => {
        const waiter = wait(0, () => {
          waiter.dueMs += everyMs
          subscriber.next(new Date(nowMs))
        })
        return () => waiters.delete(waiter)
      }),
    async advance(ms) {
      const untilMs = nowMs + ms
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        nowMs = Math.max(nowMs, due.dueMs)
        due.fire()
        await new Promise(setImmediate)
      }
      nowMs = untilMs
      await new Promise(setImmediate)
    },
  }
}
