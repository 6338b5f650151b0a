import type { Clock } from '../clock.ts'

/** Runs `work`, which does not throw, every `everyMs` after it ended, at once for the first time, until `signal` aborts. */
export async function loopUntil(
  signal: AbortSignal,
  clock: Clock,
  everyMs: number,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work()
    await clock.delay(everyMs, signal).catch(() => undefined)
  }
}
