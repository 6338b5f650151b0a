/** A random choice that is the same for the same seed. */
export function createChance(seed: number) {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(next() * from.length)]
    if (one === undefined) throw new Error('there is nothing to pick')
    return one
  }
  return { next, pick, below: (most: number) => Math.floor(next() * most) }
}
