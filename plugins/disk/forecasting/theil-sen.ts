/** One observation of a series. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The slope of a series, and the bounds that hold it with 95 % confidence. */
export interface Slope {
  readonly median: number
  readonly low: number
  readonly high: number
}

/**
 * Fits a line by Theil and Sen: the median of the slopes between all pairs of points, which up to 29 % of outliers do not move.
 * The bounds are Sen's, from Kendall's variance. Needs two points at different x.
 */
export function theilSen(points: readonly Point[]): Slope | null {
  const slopes = pairwiseSlopes(points)
  if (slopes.length === 0) return null
  const n = points.length
  const spread = 1.96 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const at = (rank: number): number =>
    slopes[Math.min(Math.max(Math.round(rank), 0), slopes.length - 1)] ?? 0
  const middle = (slopes.length - 1) / 2
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(middle - spread / 2),
    high: at(middle + spread / 2),
  }
}

// Written into one array of numbers: there are 65,000 of them for 360 points.
function pairwiseSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let count = 0
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) {
      if (to.x === from.x) continue
      slopes[count] = (to.y - from.y) / (to.x - from.x)
      count += 1
    }
  }
  return slopes.subarray(0, count).sort()
}
