import type { StoredEvent } from './stored-events.ts'

/** An append that was committed, as those who follow it get it; all of them share it. */
export interface LiveAppend {
  readonly events: readonly StoredEvent[]
  readonly bytes: number
}

const maxAppends = 1_000
const maxBytes = 1024 * 1024

/** What has been committed since its reader last took from it; overflows rather than grow when the reader is slow. */
export class LiveFeed {
  #appends: LiveAppend[] = []
  #bytes = 0
  #overflowed = false
  #isPoked = false
  #wake: (() => void) | undefined

  push(append: LiveAppend): void {
    if (this.#overflowed) return
    this.#appends.push(append)
    this.#bytes += append.bytes
    if (this.#appends.length > 1 && (this.#appends.length > maxAppends || this.#bytes > maxBytes))
      this.overflow()
    this.#wake?.()
  }

  /** Wakes the reader although there may be nothing to take. */
  poke(): void {
    this.#isPoked = true
    this.#wake?.()
  }

  /** Drops what waits: the reader has to go on from the disk. */
  overflow(): void {
    this.#appends = []
    this.#overflowed = true
    this.#wake?.()
  }

  /** The appends that wait, or `overflowed`; both are forgotten by asking. */
  take(): readonly LiveAppend[] | 'overflowed' {
    const appends = this.#overflowed ? 'overflowed' : this.#appends
    this.#appends = []
    this.#bytes = 0
    this.#overflowed = false
    this.#isPoked = false
    return appends
  }

  /** Resolves when there is something to take, or when `poke` or `stop` is called. */
  async waiting(): Promise<void> {
    if (this.#appends.length > 0 || this.#overflowed || this.#isPoked) return
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }

  stop(): void {
    this.#wake?.()
  }
}
