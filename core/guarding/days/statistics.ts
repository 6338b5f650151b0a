/** How a value went over a day. */
export interface Statistics {
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly last: number
  readonly count: number
}

/** Folds values one at a time: a day of readings a second is kept in five numbers. */
export interface Tally {
  take(value: number): void
  /** Null of no value. */
  end(): Statistics | null
}

/** Creates a tally. The same values in the same order end in the same numbers, to the last bit. */
export function createTally(): Tally {
  let [min, max, mean, last, count] = [Infinity, -Infinity, 0, 0, 0]
  return {
    take(value) {
      min = Math.min(min, value)
      max = Math.max(max, value)
      last = value
      count += 1
      // Not a sum: that of large numbers is more than can be counted, as may be the way between two.
      const way = value - mean
      mean += Number.isFinite(way) ? way / count : value / count - mean / count
    },
    end: () =>
      count === 0 ? null : { min, max, mean: Math.min(Math.max(mean, min), max), last, count },
  }
}
