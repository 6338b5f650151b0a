import { setTimeout as delay } from 'node:timers/promises'
import { timer, map, type Observable } from 'rxjs'

/** The only source of time. Tests give a fake one (`core/testing/fake-clock.ts`). */
export interface Clock {
  now(): Date
  /** Milliseconds that never go back, for measuring durations. */
  monotonicMs(): number
  /** Resolves after `ms`, at once with an AbortError when `signal` aborts. */
  delay(ms: number, signal?: AbortSignal): Promise<void>
  /** Emits the time at once and then every `everyMs`, until unsubscribed. */
  ticks(everyMs: number): Observable<Date>
}

/** The clock of this machine. Delays of a second and more end together with others: up to 50 ms later, and never earlier. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  delay: async (ms, signal) => {
    await delay(lastsMs(ms, performance.now()), undefined, signal ? { signal } : {})
  },
  ticks: everyMs => timer(0, everyMs).pipe(map(() => new Date())),
}

const together = { fromMs: 1_000, everyMs: 50 } as const

/**
 * How long a delay of `ms` that begins at `nowMs` lasts. A process at rest has a hundred loops that look every second or two: to wake up
 * for each of them by itself costs more than what they do.
 */
export function lastsMs(ms: number, nowMs: number): number {
  if (ms < together.fromMs) return ms
  return Math.ceil((nowMs + ms) / together.everyMs) * together.everyMs - nowMs
}
