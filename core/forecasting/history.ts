/** A stretch of readings, kept as one; each counts as the median of five, so that no wild one moves anything. Times are in seconds of watching: hours in which nothing was read do not count. */
export interface Stretch {
  /** Its end. */
  readonly at: number
  readonly seconds: number
  readonly highest: number
  /** The largest rise from one reading to the next. */
  readonly jump: number
  readonly mean: number
  readonly readings: number
}

/** So far back it looks: over a weekend, so that a working day is compared with more than the night before it. */
export const memorySeconds = 72 * 3600

/** A median of so many readings is no wild one's. */
const medianOf = 5
/** A stretch of age `a` is as long as `a` divided by this: what is old is kept coarsely, 300 stretches at most. */
const fineness = 48
/** A silence counts as so many readings. */
const mostMissed = 10
/** So many readings come in before stretches are joined again: it costs a pass over all of them. */
const untilThinned = 8

/** What a value did, in bounded memory: fine of late, coarse long ago. */
export class History {
  readonly #stepSeconds: number
  readonly #windowSeconds: number
  readonly #latest: number[] = []
  #stretches: Stretch[] = []
  #at = 0
  #readAt: number | undefined
  #sinceThinned = 0

  constructor(stepSeconds: number, windowSeconds: number) {
    this.#stepSeconds = stepSeconds
    this.#windowSeconds = windowSeconds
  }

  get stretches(): readonly Stretch[] {
    return this.#stretches
  }

  /** Takes a reading at `atSeconds` of any clock that runs on; one that is not later than the last is left out. */
  take(atSeconds: number, value: number): void {
    const passed = atSeconds - (this.#readAt ?? atSeconds - this.#stepSeconds)
    if (passed <= 0) return
    this.#at += Math.min(passed, mostMissed * this.#stepSeconds)
    this.#readAt = atSeconds
    const before = this.#usual()
    this.#latest.push(value)
    if (this.#latest.length > medianOf) this.#latest.shift()
    const usual = this.#usual() ?? value
    const jump = Math.max(0, usual - (before ?? usual))
    this.#stretches.push({
      at: this.#at,
      seconds: 0,
      highest: usual,
      jump,
      mean: usual,
      readings: 1,
    })
    this.#sinceThinned += 1
    if (this.#sinceThinned >= untilThinned) this.#thin()
  }

  #usual(): number | undefined {
    const sorted = [...this.#latest].sort((a, b) => a - b)
    return sorted[sorted.length >> 1]
  }

  #thin(): void {
    this.#sinceThinned = 0
    const kept: Stretch[] = []
    for (const stretch of this.#stretches) {
      const age = this.#at - stretch.at
      if (age > this.#windowSeconds) continue
      const last = kept.at(-1)
      const forerunner = kept.at(-2)
      const isCrowded = last && forerunner && stretch.at - forerunner.at < age / fineness
      if (isCrowded) kept[kept.length - 1] = join(last, stretch)
      else kept.push(stretch)
    }
    this.#stretches = kept
  }
}

function join(first: Stretch, second: Stretch): Stretch {
  const readings = first.readings + second.readings
  return {
    at: second.at,
    seconds: first.seconds + (second.at - first.at),
    highest: Math.max(first.highest, second.highest),
    jump: Math.max(first.jump, second.jump),
    mean: (first.mean * first.readings + second.mean * second.readings) / readings,
    readings,
  }
}
