import { DecklogError } from '../errors.ts'
import { type Clock, systemClock } from '../clock.ts'

/** How long work may take, and what else ends it. */
export interface Budget {
  readonly ms: number
  /** What is thrown when the time is over: DECKLOG_TIMEOUT unless it says otherwise. */
  readonly late?: () => Error
  /** Ends the work before its time. */
  readonly signal?: AbortSignal | undefined
  /** Whose time counts: this machine's unless another is given. */
  readonly time?: Pick<Clock, 'delay'>
}

/**
 * Settles as `work` does, but rejects at once when its time is over or `signal` aborts: the signal that the work is given aborts with
 * the same reason, and what becomes of work that ignores it is heard by nobody.
 */
export function within<T>(
  budget: Budget,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<Awaited<T>> {
  return withinAsked(budget, signal => work(signal()))
}

/** The same for work that seldom asks for its signal, which costs more to make than many an answer. */
export function withinAsked<T>(
  budget: Budget,
  work: (signal: () => AbortSignal) => T | Promise<T>,
): Promise<Awaited<T>> {
  const { ms, signal, late = () => overdue(ms), time } = budget
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const ending = createLateSignal()
    const end = (reason: unknown): void => {
      settle()
      reject(reason)
      ending.abort(reason)
    }
    const interrupted = (): void => end(signal?.reason)
    const stopTimer = startTimer(ms, time, () => end(late()))
    const settle = (): void => {
      stopTimer()
      signal?.removeEventListener('abort', interrupted)
    }
    signal?.addEventListener('abort', interrupted, { once: true })
    const begun = async (): Promise<Awaited<T>> => await work(ending.signal)
    begun().then(
      value => {
        settle()
        resolve(value)
      },
      (error: unknown) => {
        settle()
        reject(error)
      },
    )
  })
}

/** A signal that is made when it is first asked for. */
export interface LateSignal {
  signal(): AbortSignal
  abort(reason?: unknown): void
}

/** Creates a signal that nobody has asked for yet; one that is asked for after it was to abort has aborted. */
export function createLateSignal(): LateSignal {
  let made: AbortController | undefined
  let ended: { readonly reason: unknown } | undefined
  return {
    signal() {
      made ??= new AbortController()
      if (ended) made.abort(ended.reason)
      return made.signal
    },
    abort(reason) {
      ended ??= { reason }
      made?.abort(reason)
    },
  }
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it aborts. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Also of what nobody waits for: a failure that nobody hears would end the process.
  work.catch(() => {})
  signal.throwIfAborted()
  let abort = (): void => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Calls `onLate` once after `ms`; answers how to have it not called. */
function startTimer(ms: number, time: Budget['time'], onLate: () => void): () => void {
  let phase: 'running' | 'stopped' = 'running'
  // After a stall of this process timers fire before the sockets are read: give an answer that is already here its turn.
  const ring = (): void => void setImmediate(() => phase === 'stopped' || onLate())
  // A timer of Node's costs a fraction of a delay that has a signal of its own.
  const isOwn = time === undefined || time === systemClock
  const stopTimer = isOwn ? timeOut(ms, ring) : delayBy(time, ms, ring)
  return () => {
    phase = 'stopped'
    stopTimer()
  }
}

function timeOut(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

function delayBy(time: Pick<Clock, 'delay'>, ms: number, ring: () => void): () => void {
  const stopped = new AbortController()
  time.delay(ms, stopped.signal).then(ring, () => {})
  return () => stopped.abort()
}

function overdue(ms: number): DecklogError {
  return new DecklogError('DECKLOG_TIMEOUT', `it took over ${ms / 1_000} s`)
}
