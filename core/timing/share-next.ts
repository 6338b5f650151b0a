/**
 * Lets all who ask share runs of the same work, one at a time. Those who ask at the same moment get one run, which begins right after
 * it; who asks while one is under way gets the one after it: what comes of it was not known before they asked.
 */
export function shareNext<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<void> | undefined
  let next: Promise<T> | undefined

  const runNext = async (): Promise<T> => {
    await running
    next = undefined
    const result = work()
    running = result.then(ignore, ignore)
    return result
  }

  return () => (next ??= runNext())
}

const ignore = (): void => {}

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
