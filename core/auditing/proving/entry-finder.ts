import type { LogEntry } from '../sealing/log-entry.ts'
import { tileWidth } from '../transparency/tiles.ts'
import type { LogCursor, PlacedEntry } from './log-cursor.ts'

/** So many entries ahead an event is looked for before it is looked for by its time. */
const lookAhead = 512
/** So many searches may be in vain: what somebody inserted must not cost more than it may. */
const mostSearches = 1_000

/** Finds the entry of an event among those that have not been passed. */
export class EntryFinder {
  readonly #cursor: LogCursor
  #searches = 0

  constructor(cursor: LogCursor) {
    this.#cursor = cursor
  }

  /** Looks a little ahead and, for what is to be in this log, then where its time would be. */
  async find(entry: LogEntry, where: 'near' | 'anywhere'): Promise<PlacedEntry | undefined> {
    const near = await this.#findAhead(entry)
    return near ?? (where === 'near' ? undefined : this.#findByTime(entry))
  }

  async #findAhead({ id }: LogEntry): Promise<PlacedEntry | undefined> {
    const cursor = this.#cursor
    if (cursor.standing === 'pruned') return undefined
    const end = Math.min(cursor.index + lookAhead, cursor.size)
    for (let n = Math.floor(cursor.index / tileWidth); n * tileWidth < end; n++) {
      const found = (await cursor.entriesOf(n)).find(
        ({ index, entry }) => index >= cursor.index && entry?.id === id,
      )
      if (found) return found
    }
    return undefined
  }

  /** Further on entries are found by when they were recorded, which hardly ever goes back. */
  async #findByTime({ id, recordedAt }: LogEntry): Promise<PlacedEntry | undefined> {
    if (this.#searches >= mostSearches) return undefined
    const cursor = this.#cursor
    let [low, high] = [Math.floor(cursor.index / tileWidth), Math.ceil(cursor.size / tileWidth) - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      const first = (await cursor.entriesOf(middle)).find(({ entry }) => entry)?.entry
      // What is pruned comes before what is not.
      if (!first || first.recordedAt <= recordedAt) low = middle
      else high = middle - 1
    }
    for (const n of [low, low - 1, low + 1].filter(n => n >= 0 && n * tileWidth < cursor.size)) {
      const placed = await cursor.entriesOf(n)
      const found = placed.find(({ index, entry }) => index >= cursor.index && entry?.id === id)
      if (found) return found
    }
    this.#searches += 1
    return undefined
  }
}
