/** What is to be read again: some rows, or all. */
export type Wanted = ReadonlySet<string> | 'all'

/** How hints are gathered. Times in ms. */
export interface GatherParts {
  work(wanted: Wanted): Promise<void>
  later(work: () => void, ms: number): () => void
  /** From one work to the next. */
  readonly everyMs: number
}

/** As many keys as a list of the API takes at once; with more all of it is read. */
const mostKeys = 200
const firstMs = 30

/** Gathers hints, so that many changes are one reading: the first is read at once, and what comes while it is read together afterwards. */
export class Gather {
  readonly #parts: GatherParts
  #wanted: Set<string> | 'all' = new Set()
  #phase: 'idle' | 'due' | 'working' | 'ended' = 'idle'
  #callOff = (): void => undefined

  constructor(parts: GatherParts) {
    this.#parts = parts
  }

  /** Wants a row to be read, or with null all. */
  hint(key: string | null): void {
    if (key === null || this.#wanted === 'all') this.#wanted = 'all'
    else if (this.#wanted.add(key).size > mostKeys) this.#wanted = 'all'
    if (this.#phase === 'idle') this.#due(firstMs)
  }

  end(): void {
    this.#phase = 'ended'
    this.#callOff()
  }

  #due(afterMs: number): void {
    this.#phase = 'due'
    this.#callOff = this.#parts.later(() => void this.#work(), afterMs)
  }

  async #work(): Promise<void> {
    const wanted = this.#wanted
    this.#wanted = new Set()
    this.#phase = 'working'
    await this.#parts.work(wanted)
    if (this.#hasEnded()) return
    if (this.#isWanted()) this.#due(this.#parts.everyMs)
    else this.#phase = 'idle'
  }

  // What is awaited can have changed both, which no narrowing of types sees.
  #hasEnded(): boolean {
    return this.#phase === 'ended'
  }

  #isWanted(): boolean {
    return this.#wanted === 'all' || this.#wanted.size > 0
  }
}
