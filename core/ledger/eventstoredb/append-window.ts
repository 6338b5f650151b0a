const freeCalls = 15
const windowBytes = 30_000

/**
 * Bounds what is on its way at once. The client queues what the network does not take and, when the connection then fails,
 * rejects it where nobody can catch it, which would end the process. Fifteen appends, or fewer bytes than half an HTTP/2 window,
 * never reach that queue.
 */
export class AppendWindow {
  #calls = 0
  #bytes = 0
  readonly #waiting: { readonly bytes: number; readonly enter: () => void }[] = []

  /** Runs `send` once there is room for it, in the order of the calls. */
  async run<T>(bytes: number, send: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>(enter => this.#waiting.push({ bytes, enter }))
    } else this.#take(bytes)
    try {
      return await send()
    } finally {
      this.#calls -= 1
      this.#bytes -= bytes
      this.#admit()
    }
  }

  #fits(bytes: number): boolean {
    return this.#calls < freeCalls || this.#bytes + bytes <= windowBytes
  }

  #take(bytes: number): void {
    this.#calls += 1
    this.#bytes += bytes
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#take(next.bytes)
      next.enter()
    }
  }
}
