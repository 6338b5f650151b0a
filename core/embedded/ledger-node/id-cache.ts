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
    for (const id of append.ids) this.#addId(id, append)
    if (this.#young.size < this.#capacity) return
    this.#old = this.#young
    this.#young = new Map()
  }

  #addId(id: string, append: AppendIds): void {
    const { streamId } = append
    if (find(this.#old, streamId, id)) return
    const known = this.#young.get(id)
    if (!known) this.#young.set(id, append)
    else if (!find(this.#young, streamId, id)) this.#young.set(keyIn(streamId, id), append)
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
