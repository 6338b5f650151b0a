import { setTimeout as delay } from 'node:timers/promises'

/** What a node needs of a clock. */
export interface Time {
  now(): Date
  /** Milliseconds that never go back, for measuring durations. */
  monotonicMs(): number
  /** Resolves after `ms`, at once with an AbortError when `signal` aborts. */
  delay(ms: number, signal?: AbortSignal): Promise<void>
}

/** The time of this machine. */
export const machineTime: Time = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  delay: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {})
  },
}
