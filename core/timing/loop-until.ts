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

/** Work that goes on beside everything else, from its start until it is stopped. */
export interface Background {
  start(): void
  /** Resolves when what was under way has ended. */
  stop(): Promise<void>
}

/** Does `work`, which does not throw, in the background, as `loopUntil` does; its signal aborts when it is stopped. */
export function inBackground(
  clock: Clock,
  everyMs: number,
  work: (signal: AbortSignal) => Promise<void>,
): Background {
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Promise<void> = Promise.resolve()
  return {
    start() {
      running = loopUntil(signal, clock, everyMs, () => work(signal))
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
