/** Counts what may be done only so often within a span of time. */
export class Allowance {
  readonly #most: number
  readonly #inMs: number
  readonly #nowMs: () => number
  #sinceMs = -Infinity
  #taken = 0

  constructor(
    { most, inMs }: { readonly most: number; readonly inMs: number },
    nowMs: () => number = () => performance.now(),
  ) {
    this.#most = most
    this.#inMs = inMs
    this.#nowMs = nowMs
  }

  /** Tells whether one more is within it, and counts it. */
  take(): boolean {
    const nowMs = this.#nowMs()
    if (nowMs - this.#sinceMs >= this.#inMs) {
      this.#sinceMs = nowMs
      this.#taken = 0
    }
    this.#taken += 1
    return this.#taken <= this.#most
  }
}
