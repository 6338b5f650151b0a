import type { MetadataEvent, StreamLimits } from './stream-limits.ts'

/** Loads the states of streams from where they are kept. */
export type LoadStreams = (names: readonly string[]) => Promise<Map<string, StreamState>>

/**
 * The committed state of the streams in use. Bounded by two generations: when the young one is full, it becomes the old one and
 * what nobody asked for since is forgotten.
 */
export class StreamCache {
  #young = new Map<string, StreamState>()
  #old = new Map<string, StreamState>()
  /** Grows when everything is forgotten, so that a load that began before is repeated. */
  #epoch = 0
  readonly #load: LoadStreams
  readonly #capacity: number

  constructor(load: LoadStreams, capacity = 20_000) {
    this.#load = load
    this.#capacity = capacity
  }

  peek(name: string): StreamState | undefined {
    const young = this.#young.get(name)
    if (young) return young
    const old = this.#old.get(name)
    if (old) this.#keep(name, old)
    return old
  }

  /** The states of `names`; what is not known yet is loaded in one call. */
  async get(names: readonly string[]): Promise<readonly StreamState[]> {
    for (;;) {
      const known = names.map(name => this.peek(name))
      if (known.every(state => state !== undefined)) return known
      const epoch = this.#epoch
      const missing = names.filter((_, i) => known[i] === undefined)
      const loaded = await this.#load([...new Set(missing)])
      if (epoch !== this.#epoch) continue
      // What a commit has put here meanwhile is newer than what was read.
      for (const [name, state] of loaded) if (!this.peek(name)) this.#keep(name, state)
    }
  }

  /** Takes over what a commit changed. */
  commit(states: Iterable<readonly [string, StreamState]>): void {
    for (const [name, state] of states) this.#keep(name, state)
  }

  /** Forgets everything, because what Postgres holds is no longer known. */
  clear(): void {
    this.#epoch++
    this.#young.clear()
    this.#old.clear()
  }

  #keep(name: string, state: StreamState): void {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(name, state)
  }
}

/** What the node knows of a stream. */
export interface StreamState {
  /** 0 for a stream that was never written. */
  readonly id: number
  /** Revision of its last event: -1 when there is none, `Infinity` when it is tombstoned. */
  readonly last: number
  /** Of a metadata stream: its newest event and the limits that this sets. */
  readonly metadata?: MetadataEvent
  readonly limits?: StreamLimits
}

/** A stream that was never written. */
export const missingStream: StreamState = { id: 0, last: -1 }
