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

const longestWaitMs = 30_000

/**
 * Bounds what all calls together hold of requests that are not answered. When it is full, whoever holds more than its share has to wait;
 * the call that has held bytes for the longest time goes on, so that there is always one that ends.
 */
export class Intake {
  readonly #maxBytes: number
  /** What a call may hold whatever the others do. */
  readonly #share: number
  #bytes = 0
  /** What each holds, in the order in which they began to hold something. */
  readonly #holders = new Map<Holder, number>()
  readonly #waiting = new Map<Holder, Wait>()

  constructor(maxBytes: number, share: number) {
    this.#maxBytes = maxBytes
    this.#share = share
  }

  get bytes(): number {
    return this.#bytes
  }

  take(holder: Holder, bytes: number): void {
    this.#bytes += bytes
    this.#holders.set(holder, (this.#holders.get(holder) ?? 0) + bytes)
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
    if (holds === 'something') this.#holders.set(holder, (this.#holders.get(holder) ?? 0) - bytes)
    else {
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
    if ((this.#holders.get(holder) ?? 0) <= this.#share) return true
    const [oldest] = this.#holders.keys()
    return oldest === holder
  }
}

/** What a call may send. */
export interface CallLimits {
  readonly maxMessageBytes: number
  readonly intake: Intake
}
