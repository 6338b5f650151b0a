import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from './clock.ts'

/** The time of this machine, as far as it takes no streams. */
export const machineTime: Pick<Clock, 'now' | 'monotonicMs' | 'delay'> = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  delay: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {})
  },
}
