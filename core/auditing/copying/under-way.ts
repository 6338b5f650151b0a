/** Appends on their way, no more than so many; what failed shows when all have ended. */
export class UnderWay {
  readonly #most: number
  readonly #running = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined

  constructor(most: number) {
    this.#most = most
  }

  async add(send: () => Promise<unknown>): Promise<void> {
    this.throwIfFailed()
    const running: Promise<void> = send().then(
      () => void this.#running.delete(running),
      (error: unknown) => {
        this.#running.delete(running)
        this.#failure ??= { error }
      },
    )
    this.#running.add(running)
    if (this.#running.size >= this.#most) await Promise.race(this.#running)
  }

  async settle(): Promise<void> {
    await Promise.all(this.#running)
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error
  }
}
