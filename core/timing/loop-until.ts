import type { Clock } from '../clock.ts'
import { nextBeat } from './beat.ts'

/** Runs `work`, which does not throw, at once and then on the beats of `everyMs`, one run at a time, until `signal` aborts. */
export async function loopUntil(
  signal: AbortSignal,
  clock: Clock,
  everyMs: number,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work()
    await nextBeat(clock, everyMs, signal)
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
