import type { Written } from './decide.ts'

/** Where the ids of recent events were first written, stream by stream; bounded by two generations. */
export class IdCache {
  #young = new Map<string, Written>()
  #old = new Map<string, Written>()
  readonly #capacity: number

  constructor(capacity = 65_536) {
    this.#capacity = capacity
  }

  first(streamId: number, id: string): Written | undefined {
    const key = keyOf(streamId, id)
    return this.#old.get(key) ?? this.#young.get(key)
  }

  add(streamId: number, id: string, written: Written): void {
    const key = keyOf(streamId, id)
    if (this.#old.has(key) || this.#young.has(key)) return
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, written)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}

function keyOf(streamId: number, id: string): string {
  return id + streamId.toString(36)
}
