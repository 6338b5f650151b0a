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

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  delay: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {})
  },
  ticks: everyMs => timer(0, everyMs).pipe(map(() => new Date())),
}
