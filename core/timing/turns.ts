import { untilAborted } from './within.ts'

/** Turns at something scarce. */
export interface Turns {
  /** Does work of `whose` when there is room for it; its turn lasts until it has really ended. Not begun when `signal` aborts before. */
  take<T>(whose: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

interface Waiter {
  readonly whose: string
  readonly call: () => void
}

/** Creates turns of which nobody takes more than a share at once, so that one whose work hangs leaves room for the others. */
export function createTurns({
  share,
  total = Infinity,
}: {
  readonly share: number
  readonly total?: number
}): Turns {
  const running = new Map<string, number>()
  const waiting = new Set<Waiter>()
  let all = 0

  const isFree = (whose: string): boolean => all < total && (running.get(whose) ?? 0) < share
  const enter = (whose: string): void => {
    all += 1
    running.set(whose, (running.get(whose) ?? 0) + 1)
  }
  const leave = (whose: string): void => {
    all -= 1
    const left = (running.get(whose) ?? 0) - 1
    if (left > 0) running.set(whose, left)
    else running.delete(whose)
    for (const waiter of waiting) {
      if (all >= total) return
      if (!isFree(waiter.whose)) continue
      waiting.delete(waiter)
      enter(waiter.whose)
      waiter.call()
    }
  }
  const turn = async (whose: string, signal: AbortSignal): Promise<void> => {
    if (isFree(whose)) return enter(whose)
    const { promise, resolve } = withResolver()
    const waiter: Waiter = { whose, call: resolve }
    waiting.add(waiter)
    try {
      await untilAborted(promise, signal)
    } catch (error) {
      // It may have been called in the same moment: then the turn is given on.
      if (!waiting.delete(waiter)) leave(whose)
      throw error
    }
  }
  return {
    async take(whose, signal, work) {
      signal.throwIfAborted()
      await turn(whose, signal)
      try {
        return await work()
      } finally {
        leave(whose)
      }
    },
  }
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>(settle => (resolve = settle))
  return { promise, resolve }
}
