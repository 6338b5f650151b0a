import { setImmediate as turn } from 'node:timers/promises'

const longestMs = 10

/** Maps a long list without holding up others: after every 10 ms of work they have their turn. Promises among the results are not waited for. */
export async function mapYielding<Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let startMs = performance.now()
  for (const [index, item] of items.entries()) {
    if (performance.now() - startMs > longestMs) {
      await turn()
      startMs = performance.now()
    }
    results.push(map(item, index))
  }
  return results
}
