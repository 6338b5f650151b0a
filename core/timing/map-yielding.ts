import { setImmediate as turn } from 'node:timers/promises'

const longestMs = 10

/** Does a piece of work as soon as it may be done. */
export type Pace = <Result>(work: () => Result | Promise<Result>) => Promise<Result>

/**
 * Creates a pace for much work: after every 10 ms of it others have their turn. However many pieces have waited for the same thing,
 * and so would go on all at once, they go on in such portions.
 */
export function createPace(): Pace {
  let startMs = performance.now()
  let turning: Promise<void> | undefined
  const next = async (): Promise<void> => {
    await turn()
    startMs = performance.now()
    turning = undefined
  }
  return async work => {
    while (performance.now() - startMs > longestMs) await (turning ??= next())
    return work()
  }
}

/** Maps a long list without holding up others. Promises among the results are not waited for. */
export async function mapYielding<Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = []
  const pace = createPace()
  for (const [index, item] of items.entries()) {
    await pace(() => void results.push(map(item, index)))
  }
  return results
}
