import type { Clock } from '../clock.ts'

interface Waiter {
  readonly names: Set<string>
  readonly position: bigint
  done(): void
}

/** Who waits for projections to pass a position. */
export interface PositionWaiters {
  /** Someone waits at this moment. */
  readonly waiting: () => number
  /** Tells how far a projection has come; going back is ignored. */
  moved(name: string, position: bigint): void
  /** Forgets a projection's position, as when another table takes its place. */
  forget(name: string): void
  /** Position of a projection, 0 when it is not known. */
  positionOf(name: string): bigint
  waitFor(
    names: readonly string[],
    position: bigint,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean>
}

/** Creates the waiting room of a process. */
export function createPositionWaiters(clock: Clock): PositionWaiters {
  const positions = new Map<string, bigint>()
  const waiters = new Set<Waiter>()
  const positionOf = (name: string): bigint => positions.get(name) ?? 0n

  return {
    waiting: () => waiters.size,
    positionOf,
    forget: name => positions.delete(name),
    moved(name, position) {
      if (position <= positionOf(name)) return
      positions.set(name, position)
      for (const waiter of waiters) {
        if (position >= waiter.position) waiter.names.delete(name)
        if (waiter.names.size === 0) waiter.done()
      }
    },
    async waitFor(names, position, timeoutMs, signal) {
      const missing = new Set(names.filter(name => positionOf(name) < position))
      if (missing.size === 0) return true
      if (timeoutMs <= 0 || signal?.aborted) return false
      const passed = new AbortController()
      const waiter = { names: missing, position, done: () => passed.abort() }
      waiters.add(waiter)
      const ended = signal ? AbortSignal.any([signal, passed.signal]) : passed.signal
      await clock.delay(timeoutMs, ended).catch(() => undefined)
      waiters.delete(waiter)
      return passed.signal.aborted
    },
  }
}

/** Looks as long as somebody waits. */
export interface WaitingWatch {
  /** Somebody has begun to wait. */
  begin(): void
  /** Resolves once it looks no more. */
  ended(): Promise<void>
}

/** Creates a watch that does `look`, which does not throw, every so often while anybody waits, until `signal` aborts. */
export function watchWaiters(
  waiters: Pick<PositionWaiters, 'waiting'>,
  {
    clock,
    everyMs,
    signal,
  }: { readonly clock: Clock; readonly everyMs: number; readonly signal: AbortSignal },
  look: () => Promise<void>,
): WaitingWatch {
  let watching: Promise<void> | undefined

  async function watch(): Promise<void> {
    const isAwaited = (): boolean => waiters.waiting() > 0 && !signal.aborted
    while (isAwaited()) {
      await clock.delay(everyMs, signal).catch(() => undefined)
      if (isAwaited()) await look()
    }
    watching = undefined
  }

  return {
    begin() {
      if (waiters.waiting() > 0) watching ??= watch()
    },
    ended: () => watching ?? Promise.resolve(),
  }
}
