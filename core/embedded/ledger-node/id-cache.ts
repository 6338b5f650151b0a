import { writtenAt, type AppendIds } from './append-ids.ts'
import type { Written } from './decide.ts'

/** Where ids were first written, stream by stream; bounded by two generations. */
export class IdCache {
  #young = new Map<string, AppendIds>()
  #old = new Map<string, AppendIds>()
  readonly #capacity: number

  constructor(capacity = 65_536) {
    this.#capacity = capacity
  }

  first(streamId: number, id: string): Written | undefined {
    const append = find(this.#old, streamId, id) ?? find(this.#young, streamId, id)
    return append && writtenAt(append, append.ids.indexOf(id))
  }

  add(append: AppendIds): void {
    const { streamId, ids } = append
    for (const id of ids) {
      if (find(this.#old, streamId, id) ?? find(this.#young, streamId, id)) continue
      this.#young.set(this.#young.has(id) ? keyIn(streamId, id) : id, append)
    }
    if (this.#young.size < this.#capacity) return
    this.#old = this.#young
    this.#young = new Map()
  }
}

/** An id is looked up alone; only when a second stream has it too, it is kept with the stream's. */
function find(
  appends: ReadonlyMap<string, AppendIds>,
  streamId: number,
  id: string,
): AppendIds | undefined {
  const append = appends.get(id)
  if (!append || append.streamId === streamId) return append
  return appends.get(keyIn(streamId, id))
}

function keyIn(streamId: number, id: string): string {
  return `${id} ${streamId}`
}
