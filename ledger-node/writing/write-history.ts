import type { EventId } from '../protocol/event-id.ts'
import type { Written } from './decide.ts'

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

/** An append as far as its ids matter. */
export interface AppendIds {
  readonly streamId: number
  /** Of its last event. */
  readonly revision: number
  readonly position: number
  readonly recordedAtMs: number
  readonly ids: readonly EventId[]
}

/** The place of the event with this index in an append. */
function writtenAt({ ids, revision, position, recordedAtMs }: AppendIds, i: number): Written {
  const back = ids.length - 1 - i
  return { revision: revision - back, position: position - back, recordedAtMs }
}

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
