/**
 * Lets all who ask share runs of the same work, one at a time. Who asks while one is under way gets the one after it: what comes of
 * it was not known before they asked.
 */
export function shareNext<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | undefined
  let next: Promise<T> | undefined

  const run = (): Promise<T> => {
    const result = work()
    const ended = result.then(forget, forget)
    running = ended
    return result
    function forget(): void {
      if (running === ended) running = undefined
    }
  }

  const runNext = async (): Promise<T> => {
    await running
    next = undefined
    return run()
  }

  return () => {
    if (!running) return run()
    next ??= runNext()
    return next
  }
}

/** Lets all who ask about the same thing share runs of the work about it, as `shareNext` does. What nobody asks about is forgotten. */
export function shareNextOf<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, { readonly ask: () => Promise<T>; waiting: number }>()
  return async key => {
    const shared = asked.get(key) ?? { ask: shareNext(() => work(key)), waiting: 0 }
    asked.set(key, shared)
    shared.waiting += 1
    try {
      return await shared.ask()
    } finally {
      shared.waiting -= 1
      if (shared.waiting === 0) asked.delete(key)
    }
  }
}
