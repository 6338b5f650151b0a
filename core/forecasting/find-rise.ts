import type { Stretch } from './history.ts'

/** A rise to new heights that goes on. Times in seconds of watching, heights in the unit of the readings. */
export interface Rise {
  /** The first stretch of it. */
  readonly start: number
  readonly lengthSeconds: number
  /** By how much the highest value rose, its largest single jump left out: one jump is no rise. */
  readonly growth: number
  /** The highest value. */
  readonly top: number
  /** Since when there was no new height. */
  readonly quietSeconds: number
  /** The longest time without a new height in it before. */
  readonly longestQuietSeconds: number
}

/** What a rise is looked for in. */
interface Watched {
  readonly stretches: readonly Stretch[]
  /** Where it would end: what remains up to there is what a rise that slows must still cover. */
  readonly end: number
  readonly stepSeconds: number
}

const fewestStretches = 6
const shortestSeconds = 300
/** A new height is higher by this share of the end. */
const grain = 0.0005
/** A start that is nearly as good and earlier is taken: one more quiet hour in it misleads less than a burst taken for the rule. */
const nearlyAsGood = 0.975
/** A rise may be quiet for so long, or for twice as long as it has been before. */
export const restSeconds = 20 * 60
const restReadings = 5
/** A half that grew by less than this share of the one before it slows. */
const slows = 0.7

/**
 * Finds the rise to new heights that a series is in, if it is in one. A height that was reached before and come back from is no
 * news, so what goes up and down (rotated logs, pruned back-ups, collected images) rises in its first round alone. The start is
 * where growth, its largest jump left out, stands out most against the square root of time, as a random walk's would not.
 */
export function findRise({ stretches, end, stepSeconds }: Watched): Rise | null {
  if (stretches.length < fewestStretches) return null
  const heights = heightsOf(stretches)
  const start = findStart(stretches, heights)
  if (start === undefined || stretches.length - start.index < fewestStretches) return null
  const now = atOf(stretches, stretches.length - 1)
  const top = heights[heights.length - 1] ?? 0
  const least = grain * end
  const { quietSeconds, longestQuietSeconds } = quietsOf(stretches, heights, start.index, least)
  const rise: Rise = {
    start: start.index,
    lengthSeconds: now - atOf(stretches, start.index),
    growth: top - (heights[start.index] ?? 0) - start.jump,
    top,
    quietSeconds,
    longestQuietSeconds,
  }
  const rest = Math.max(restSeconds, restReadings * stepSeconds, 2 * longestQuietSeconds)
  const isOver = quietSeconds > rest || slowsDown(stretches, heights, { rise, end, least })
  const isSmall = rise.growth <= 2 * least || rise.lengthSeconds < shortestSeconds
  return isOver || isSmall ? null : rise
}

function heightsOf(stretches: readonly Stretch[]): Float64Array {
  const heights = new Float64Array(stretches.length)
  let height = -Infinity
  for (const [index, stretch] of stretches.entries()) {
    height = Math.max(height, stretch.highest)
    heights[index] = height
  }
  return heights
}

function findStart(
  stretches: readonly Stretch[],
  heights: Float64Array,
): { readonly index: number; readonly jump: number } | undefined {
  const last = heights.length - 1
  const now = atOf(stretches, last)
  const scores = new Float64Array(heights.length)
  const jumps = new Float64Array(heights.length)
  let jump = 0
  let best = 0
  for (let index = last - 1; index >= 0; index -= 1) {
    const step = (heights[index + 1] ?? 0) - (heights[index] ?? 0)
    jump = Math.max(jump, Math.min(stretches[index + 1]?.jump ?? 0, step))
    const growth = (heights[last] ?? 0) - (heights[index] ?? 0) - jump
    const score = growth / Math.sqrt(now - atOf(stretches, index))
    scores[index] = score
    jumps[index] = jump
    best = Math.max(best, score)
  }
  if (best <= 0) return undefined
  const index = scores.findIndex(score => score >= nearlyAsGood * best)
  return { index, jump: jumps[index] ?? 0 }
}

function quietsOf(
  stretches: readonly Stretch[],
  heights: Float64Array,
  start: number,
  least: number,
): Pick<Rise, 'quietSeconds' | 'longestQuietSeconds'> {
  const now = atOf(stretches, heights.length - 1)
  const top = heights[heights.length - 1] ?? 0
  let height = heights[start] ?? 0
  let since = atOf(stretches, start)
  let longest = 0
  for (let index = start + 1; index < heights.length; index += 1) {
    const reached = heights[index] ?? 0
    if (reached - height < least) continue
    longest = Math.max(longest, atOf(stretches, index) - since)
    since = atOf(stretches, index)
    height = reached
    if (top - reached < least) break
  }
  return { quietSeconds: now - since, longestQuietSeconds: longest }
}

interface Slowing {
  readonly rise: Rise
  readonly end: number
  readonly least: number
}

// If each half of it grew by the same share of the half before, what would still come is a geometric series: a cache that warms
// up never gets there. A rise that has just been taken up again is as fast as it was, and does not slow.
function slowsDown(
  stretches: readonly Stretch[],
  heights: Float64Array,
  { rise, end, least }: Slowing,
): boolean {
  const { start, lengthSeconds, top } = rise
  const now = atOf(stretches, heights.length - 1)
  const indexAt = (age: number): number =>
    Math.max(
      start,
      stretches.findLastIndex(({ at }) => now - at >= age),
    )
  const half = indexAt(lengthSeconds / 2)
  const late = indexAt(lengthSeconds / 8)
  const earlier = (heights[half] ?? 0) - (heights[start] ?? 0)
  const later = top - (heights[half] ?? 0)
  const share = later / Math.max(earlier, least)
  if (share >= slows) return false
  const lately = (top - (heights[late] ?? 0)) / Math.max(now - atOf(stretches, late), 1)
  const isStillSlow = lately < (slows * earlier) / (lengthSeconds / 2)
  return isStillSlow && (later * share) / (1 - share) < end - top
}

function atOf(stretches: readonly Stretch[], index: number): number {
  return stretches[index]?.at ?? 0
}
