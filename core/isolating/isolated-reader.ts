import type { Clock } from '../clock.ts'
import { ended, ReaderThread, type ThreadParts } from './reader-thread.ts'

const firstPauseMs = 1_000
const longestPauseMs = 60_000
const idleMs = 60_000

/** Reads in a thread of its own. */
export interface IsolatedReader {
  /** Reads once. Rejects with `signal`'s reason, or with DECKLOG_READER_ENDED when the thread had to be ended or is not begun again yet. */
  read(signal: AbortSignal): Promise<unknown>
  /** Ends the thread. */
  stop(): Promise<void>
}

interface ReaderParts extends ThreadParts {
  readonly clock: Pick<Clock, 'monotonicMs'>
}

/**
 * Creates a reader; its thread begins with the first reading, and again with the next after it was ended, later each time. One that
 * nobody reads by for a while ends, and keeps no process from ending.
 */
export function createIsolatedReader(parts: ReaderParts): IsolatedReader {
  const { clock } = parts
  let thread: ReaderThread | undefined
  let idle: NodeJS.Timeout | undefined
  let ends = 0
  let notBeforeMs = 0
  let why = ''

  const onEnd = (reason: string): void => {
    thread = undefined
    ends += 1
    why = reason
    notBeforeMs = clock.monotonicMs() + Math.min(firstPauseMs * 2 ** (ends - 1), longestPauseMs)
    parts.log.warn({ reason, ends }, 'the thread of a guard was ended')
  }
  const begun = (): ReaderThread => {
    const leftMs = notBeforeMs - clock.monotonicMs()
    if (!thread && leftMs > 0)
      throw ended(`${why}; it is begun again in ${Math.ceil(leftMs / 1_000)} s`)
    return (thread ??= new ReaderThread(parts, onEnd))
  }

  const stop = async (): Promise<void> => {
    clearTimeout(idle)
    const stopped = thread
    thread = undefined
    await stopped?.stop()
  }

  return {
    async read(signal) {
      clearTimeout(idle)
      try {
        const readings = await begun().read(signal)
        ends = 0
        return readings
      } finally {
        idle = setTimeout(() => void stop(), idleMs).unref()
      }
    },
    stop,
  }
}
