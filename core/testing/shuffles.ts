const rounds = 50
const step = 0x9e3779b97f4a7c15n
const mask = (1n << 64n) - 1n

/**
 * The same items in many orders, some of them several times; those that are bound stay once each, in their order. They are the
 * same orders every time, so that what failed once fails again.
 */
export function* shuffles<T>(items: readonly T[], isBound: (item: T) => boolean): Generator<T[]> {
  for (let round = 1; round <= rounds; round += 1) {
    const below = randomFrom(BigInt(round))
    const loose = items.filter(item => !isBound(item))
    const repeated = [...loose, ...loose.filter(() => below(3) === 0)]
    const merged = repeated
      .map(item => ({ item, at: below(1 << 30) }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item)
    let from = 0
    for (const item of items.filter(isBound)) {
      const at = from + below(merged.length - from + 1)
      merged.splice(at, 0, item)
      from = at + 1
    }
    yield merged
  }
}

/** SplitMix64: small, and good enough to shuffle by. */
function randomFrom(seed: bigint): (below: number) => number {
  let state = seed
  return below => {
    state = (state + step) & mask
    let mixed = state
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask
    return Number((mixed ^ (mixed >> 31n)) % BigInt(below))
  }
}
