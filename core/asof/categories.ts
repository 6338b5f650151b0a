import type { StoredEvent } from '../ledger/ledger.ts'

/** By event type, the categories of streams in which it was seen. */
export type Categories = Readonly<Record<string, readonly string[]>>

/** Collects in which categories of streams events are. */
export class SeenCategories {
  readonly #categories = new Map<string, Set<string>>()

  constructor(known: Categories = {}) {
    this.add(known)
  }

  see(events: readonly StoredEvent[]): void {
    for (const { type, stream } of events) {
      const category = stream.slice(0, stream.indexOf('-'))
      const known = this.#categories.get(type)
      if (known) known.add(category)
      else this.#categories.set(type, new Set([category]))
    }
  }

  add(known: Categories): void {
    for (const [type, categories] of Object.entries(known))
      this.#categories.set(type, new Set([...(this.#categories.get(type) ?? []), ...categories]))
  }

  all(): Categories {
    return Object.fromEntries(
      [...this.#categories].map(([type, categories]) => [type, [...categories].sort()]),
    )
  }
}
