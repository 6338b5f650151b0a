import type { Clock } from '../clock.ts'

type BeatClock = Pick<Clock, 'delay' | 'monotonicMs'>

/** A moment for which somebody waits. */
interface Moment {
  readonly waiting: Set<() => void>
  readonly forget: AbortController
}

const moments = new WeakMap<BeatClock, Map<number, Moment>>()

/**
 * Waits for the next beat of a period: a multiple of it by the clock, at least half of it away. All who wait for the same moment, of
 * whatever periods, go on together: a process at rest has a hundred loops that look every few seconds, and to wake up for each by
 * itself costs more than what they do. Resolves at once when `signal` aborts.
 */
export function nextBeat(clock: BeatClock, everyMs: number, signal: AbortSignal): Promise<void> {
  const dueMs = Math.ceil(clock.monotonicMs() / everyMs + 1 / 2) * everyMs
  return new Promise(resolve => {
    if (signal.aborted) return resolve()
    const moment = momentAt(clock, dueMs)
    const goOn = (): void => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = (): void => {
      moment.waiting.delete(goOn)
      if (moment.waiting.size === 0) moment.forget.abort()
      resolve()
    }
    moment.waiting.add(goOn)
    signal.addEventListener('abort', leave, { once: true })
  })
}

function momentAt(clock: BeatClock, dueMs: number): Moment {
  const coming = moments.get(clock) ?? new Map<number, Moment>()
  moments.set(clock, coming)
  const known = coming.get(dueMs)
  if (known && !known.forget.signal.aborted) return known
  const moment: Moment = { waiting: new Set(), forget: new AbortController() }
  coming.set(dueMs, moment)
  const end = (): void => {
    if (coming.get(dueMs) === moment) coming.delete(dueMs)
    for (const goOn of moment.waiting) goOn()
  }
  clock.delay(dueMs - clock.monotonicMs(), moment.forget.signal).then(end, end)
  return moment
}
