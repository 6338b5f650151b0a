/** A call that holds bytes of requests. */
export interface Holder {
  pause(): void
  resume(): void
  /** Ends the call, because there is no room for it. */
  refuse(): void
}

interface Wait {
  readonly timer: NodeJS.Timeout
}

const longestWaitMs = 5_000

/**
 * Bounds what all calls together hold of requests that are not answered. When it is full, whoever brings more has to wait; the call
 * that has held bytes for the longest time goes on, so that there is always one that ends.
 */
export class Intake {
  readonly #maxBytes: number
  #bytes = 0
  /** In the order in which they began to hold something. */
  readonly #holders = new Set<Holder>()
  readonly #waiting = new Map<Holder, Wait>()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  take(holder: Holder, bytes: number): void {
    this.#bytes += bytes
    this.#holders.add(holder)
    if (this.#mayGoOn(holder) || this.#waiting.has(holder)) return
    holder.pause()
    const timer = setTimeout(() => {
      this.#waiting.delete(holder)
      holder.refuse()
    }, longestWaitMs)
    this.#waiting.set(holder, { timer })
  }

  /** `holds`: whether the call still holds something. */
  give(holder: Holder, bytes: number, holds: 'something' | 'nothing'): void {
    this.#bytes -= bytes
    if (holds === 'nothing') {
      this.#holders.delete(holder)
      clearTimeout(this.#waiting.get(holder)?.timer)
      this.#waiting.delete(holder)
    }
    for (const [waiting, { timer }] of this.#waiting) {
      if (!this.#mayGoOn(waiting)) continue
      clearTimeout(timer)
      this.#waiting.delete(waiting)
      waiting.resume()
    }
  }

  #mayGoOn(holder: Holder): boolean {
    if (this.#bytes <= this.#maxBytes) return true
    const [oldest] = this.#holders
    return oldest === holder
  }
}

/** What a call may send. */
export interface CallLimits {
  readonly maxMessageBytes: number
  readonly intake: Intake
}
