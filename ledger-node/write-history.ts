import { writtenAt, type AppendIds } from './append-ids.ts'
import type { Written } from './decide.ts'
import { IdCache } from './id-cache.ts'

/** The ids that a batch of writes may meet: those of recent events, those loaded for it, and its own. */
export class WriteHistory {
  readonly #recent: IdCache
  readonly #own = new IdCache(Infinity)
  readonly #appends: AppendIds[]
  /** How many of the appends are in `#own`: they come there when somebody asks, for most batches hold one append. */
  #known = 0

  constructor(recent: IdCache, loaded: readonly AppendIds[] = []) {
    this.#recent = recent
    this.#appends = [...loaded].sort((a, b) => a.position - b.position)
  }

  add(append: AppendIds): void {
    this.#appends.push(append)
  }

  /** An id is known in the stream that wrote it first, and in no other. */
  first(streamId: number, id: string): Written | undefined {
    for (const append of this.#appends.slice(this.#known)) this.#own.add(append)
    this.#known = this.#appends.length
    const own = this.#own.first(id)
    const recent = this.#recent.first(id)
    const first = own && recent && recent.position < own.position ? recent : (own ?? recent)
    return first?.streamId === streamId ? writtenAt(first, first.ids.indexOf(id)) : undefined
  }

  /** Whatever stream wrote the id first, and however often. */
  at(streamId: number, revision: number, id: string): Written | undefined {
    const first = this.first(streamId, id)
    if (first?.revision === revision) return first
    for (const append of this.#appends) {
      const i = revision - (append.revision - append.ids.length + 1)
      if (append.streamId === streamId && append.ids[i] === id) return writtenAt(append, i)
    }
    return undefined
  }
}
