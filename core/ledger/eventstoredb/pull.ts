import type { Readable } from 'node:stream'

/** Takes items out of an object stream in the batches they arrived in; the stream's buffer bounds what the server may send ahead. */
export class Pull<Item> {
  readonly #source: Readable
  #wake: () => void = () => {}
  #isWaking = false
  #taken = 0
  #failure: { readonly error: unknown } | undefined
  #ended = false

  constructor(source: Readable) {
    this.#source = source
    source.on('readable', () => this.#wakeSoon())
    source.on('end', () => {
      this.#ended = true
      this.wake()
    })
    source.on('error', error => this.fail(error))
  }

  /** Everything that has arrived, at most `max`. */
  take(max: number): Item[] {
    const items: Item[] = []
    while (items.length < max) {
      const item: Item | null = this.#source.read()
      if (item === null) break
      this.#taken += 1
      items.push(item)
    }
    return items
  }

  /** How many items have come, taken or not; right also while one is being taken, which lets more come. */
  get arrived(): number {
    return this.#taken + this.#source.readableLength
  }

  /** The stream has said all; throws when it failed. */
  get ended(): boolean {
    if (this.#failure) throw this.#failure.error
    return this.#ended
  }

  /** Resolves when there is something new to look at. Ask before looking, so that nothing is missed. */
  changed(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }

  wake(): void {
    this.#wake()
  }

  /** Lets all that came at once arrive before it is looked at: what is taken one by one costs three times as much. */
  #wakeSoon(): void {
    if (this.#isWaking) return
    this.#isWaking = true
    setImmediate(() => {
      this.#isWaking = false
      this.wake()
    })
  }

  /** Ends the stream with an error from outside; the first error stays. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.wake()
  }
}
