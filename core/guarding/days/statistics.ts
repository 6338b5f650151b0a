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

/** The mean of so many values and one more. */
export function meanWith(mean: number, value: number, count: number): number {
  const all = count + 1
  // Not by a sum: that of large numbers is more than can be counted, as may be the way between two.
  const way = value - mean
  return mean + (Number.isFinite(way) ? way / all : value / all - mean / all)
}

/** Creates a tally. The same values in the same order end in the same numbers, to the last bit. */
export function createTally(): Tally {
  let [min, max, mean, last, count] = [Infinity, -Infinity, 0, 0, 0]
  return {
    take(value) {
      min = Math.min(min, value)
      max = Math.max(max, value)
      last = value
      mean = meanWith(mean, value, count)
      count += 1
    },
    end: () =>
      count === 0 ? null : { min, max, mean: Math.min(Math.max(mean, min), max), last, count },
  }
}
