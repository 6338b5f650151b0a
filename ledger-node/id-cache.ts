import type { AppendIds } from './append-ids.ts'

/** The appends by which ids were first written, to whatever stream; bounded by two generations. */
export class IdCache {
  #young = new Map<string, AppendIds>()
  #old = new Map<string, AppendIds>()
  readonly #capacity: number

  constructor(capacity = 65_536) {
    this.#capacity = capacity
  }

  first(id: string): AppendIds | undefined {
    return this.#old.get(id) ?? this.#young.get(id)
  }

  add(append: AppendIds): void {
    for (const id of append.ids) if (!this.first(id)) this.#young.set(id, append)
    if (this.#young.size < this.#capacity) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
