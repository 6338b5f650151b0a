import type { Written } from './decide.ts'
import type { IdCache } from './id-cache.ts'

/** An append as far as its ids matter. */
export interface AppendIds {
  readonly streamId: number
  /** Of its last event. */
  readonly revision: number
  readonly position: number
  readonly recordedAtMs: number
  readonly ids: readonly string[]
}

/** The ids that a batch of writes may meet: those of recent events, those loaded for it, and its own. */
export class WriteHistory {
  readonly #recent: IdCache
  readonly #first = new Map<string, Written>()
  readonly #at = new Map<string, Written>()

  constructor(recent: IdCache) {
    this.#recent = recent
  }

  add(append: AppendIds): void {
    const { streamId, recordedAtMs } = append
    append.ids.forEach((id, i) => {
      const back = append.ids.length - 1 - i
      const revision = append.revision - back
      const written = { revision, position: append.position - back, recordedAtMs }
      const key = `${id} ${streamId}`
      const known = this.#first.get(key)
      if (!known || known.revision > revision) this.#first.set(key, written)
      this.#at.set(`${key} ${revision}`, written)
    })
  }

  first(streamId: number, id: string): Written | undefined {
    const recent = this.#recent.first(streamId, id)
    const own = this.#first.size === 0 ? undefined : this.#first.get(`${id} ${streamId}`)
    return own && recent && own.revision > recent.revision ? recent : (own ?? recent)
  }

  at(streamId: number, revision: number, id: string): Written | undefined {
    const recent = this.#recent.first(streamId, id)
    return recent?.revision === revision ? recent : this.#at.get(`${id} ${streamId} ${revision}`)
  }
}
