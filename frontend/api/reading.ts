import { signal, type ReadonlySignal } from '@preact/signals'
import { Gather, type Wanted } from './gather.ts'
import type { Live } from './live.ts'
import { isPreparing, problemOf, type Problem } from './problem.ts'

/** What was read, when, and what went wrong since. */
export interface Loaded<T> {
  /** Undefined until it has been read once. */
  readonly value: T | undefined
  readonly problem: Problem | undefined
  /** When it was last read, in ms. */
  readonly readAt: number | undefined
}

/** What is to be read, and what changes it. */
export interface ReadingOptions<T> {
  /** Reads it: all of it, or what of it is wanted, into what there is. */
  read(wanted: Wanted, before: T | undefined, signal: AbortSignal): Promise<T>
  /** The topics whose hints make it old. */
  readonly topics: readonly string[]
  /** Of these topics the hints name its rows. */
  readonly rowsOf?: string
  /** Which hints are of it; by default every one of its topics. */
  only?(topic: string, key: string | null): boolean
  readonly live: Pick<Live, 'on' | 'state'>
  now(): number
  later(work: () => void, ms: number): () => void
  /** From one reading to the next, in ms, however many changes come. */
  readonly everyMs?: number
}

const defaultEveryMs = 400
const retryMs = 5_000
/** What is being made ready is there in a moment. */
const readyMs = 2_000

/** Something that is read, and read again when it changes or could not be read. */
export class Reading<T> {
  readonly #options: ReadingOptions<T>
  readonly #loaded = signal<Loaded<T>>({ value: undefined, problem: undefined, readAt: undefined })
  readonly #ending = new AbortController()
  readonly #gather: Gather
  #callOff = (): void => undefined

  constructor(options: ReadingOptions<T>) {
    this.#options = options
    const { live, topics, rowsOf, later, everyMs = defaultEveryMs } = options
    this.#gather = new Gather({ everyMs, later, work: wanted => this.#read(wanted) })
    const stops = topics.map(topic =>
      live.on(topic, key => {
        if (options.only?.(topic, key) !== false) this.#gather.hint(topic === rowsOf ? key : null)
      }),
    )
    const unsubscribe = live.state.subscribe(({ kind }) => {
      if (kind === 'live' && this.#loaded.value.problem) this.again()
    })
    this.#ending.signal.addEventListener('abort', () => {
      stops.forEach(stop => stop())
      unsubscribe()
    })
    void this.#read('all')
  }

  get loaded(): ReadonlySignal<Loaded<T>> {
    return this.#loaded
  }

  /** Reads all of it again. */
  again(): void {
    this.#gather.hint(null)
  }

  /** Puts something in the place of what was read: a further page. */
  put(change: (value: T) => T): void {
    const loaded = this.#loaded.value
    if (loaded.value !== undefined) this.#loaded.value = { ...loaded, value: change(loaded.value) }
  }

  end(): void {
    this.#callOff()
    this.#gather.end()
    this.#ending.abort()
  }

  async #read(wanted: Wanted): Promise<void> {
    const { read, now, later } = this.#options
    const { signal } = this.#ending
    this.#callOff()
    const before = this.#loaded.value
    try {
      const value = await read(before.value === undefined ? 'all' : wanted, before.value, signal)
      if (!signal.aborted) this.#loaded.value = { value, problem: undefined, readAt: now() }
    } catch (error) {
      if (signal.aborted) return
      const problem = problemOf(error)
      this.#loaded.value = { ...this.#loaded.value, problem }
      // What the token may not read, or what is not there, is not so a moment later either.
      if (isPassing(problem))
        this.#callOff = later(() => this.again(), isPreparing(problem) ? readyMs : retryMs)
    }
  }
}

function isPassing({ status }: Problem): boolean {
  return status === null || status === 429 || status >= 500
}
