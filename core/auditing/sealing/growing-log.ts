import { packEntries } from '../transparency/bundle.ts'
import { type Hash, leafHash } from '../transparency/merkle.ts'
import { type Tile, tileWidth, TreeEdge } from '../transparency/tiles.ts'
import { entryBytes, type LogEntry } from './log-entry.ts'

/** A bundle of entries, full or not. */
export interface Bundle {
  readonly n: number
  readonly entries: Buffer
  /** By which the events in it are found: `markOf` of each. */
  readonly marks: Buffer
  readonly newestAt: Date
}

/** What has come to a log since it was last taken. */
export interface Growth {
  readonly olderSize: number
  readonly size: number
  readonly root: Hash
  readonly tiles: readonly Tile[]
  readonly bundles: readonly Bundle[]
}

/** The end of a log, which is enough to go on with it. */
export interface LogEnd {
  readonly size: number
  /** Its partial tiles, by level from 0; empty where a level has none. */
  readonly partial: readonly Buffer[]
  readonly lastBundle: Bundle | undefined
}

/** A log that entries are added to, in memory until its growth is taken and kept. */
export class GrowingLog {
  readonly #edge: TreeEdge
  #kept: number
  #bundles: OpenBundle[]

  constructor({ size, partial, lastBundle }: LogEnd) {
    this.#edge = new TreeEdge(size, partial)
    this.#kept = size
    const isOpen = size % tileWidth !== 0
    this.#bundles = isOpen && lastBundle ? [new OpenBundle(lastBundle)] : []
  }

  get size(): number {
    return this.#edge.size
  }

  /** How many entries have been added and not taken. */
  get waiting(): number {
    return this.#edge.size - this.#kept
  }

  root(): Hash {
    return this.#edge.root()
  }

  add(entry: LogEntry): void {
    const bytes = entryBytes(entry)
    const { size } = this.#edge
    if (size % tileWidth === 0) this.#bundles.push(new OpenBundle({ n: size / tileWidth }))
    this.#bundles.at(-1)?.add(bytes, entry)
    this.#edge.add(leafHash(bytes))
  }

  take(): Growth {
    const bundles = this.#bundles.map(bundle => bundle.take())
    const growth = {
      olderSize: this.#kept,
      size: this.#edge.size,
      root: this.#edge.root(),
      tiles: this.#edge.takeTiles(),
      bundles,
    }
    this.#kept = this.#edge.size
    const isOpen = this.#kept % tileWidth !== 0
    this.#bundles = isOpen ? this.#bundles.slice(-1) : []
    return growth
  }
}

class OpenBundle {
  readonly n: number
  readonly #entries: Buffer[]
  readonly #marks: Buffer[]
  #newestAt: Date

  constructor({ n, entries, marks, newestAt }: Partial<Bundle> & { readonly n: number }) {
    this.n = n
    this.#entries = entries ? [entries] : []
    this.#marks = marks ? [marks] : []
    this.#newestAt = newestAt ?? new Date(0)
  }

  add(bytes: Buffer, { id, recordedAt }: LogEntry): void {
    this.#entries.push(packEntries([bytes]))
    this.#marks.push(markOf(id))
    if (recordedAt > this.#newestAt) this.#newestAt = recordedAt
  }

  take(): Bundle {
    const entries = Buffer.concat(this.#entries)
    const marks = Buffer.concat(this.#marks)
    return { n: this.n, entries, marks, newestAt: this.#newestAt }
  }
}

/** By what an event is looked for: the last four bytes of its id, which are chance in every version of UUIDs that is in use. */
export function markOf(id: string): Buffer {
  const digits = id.replaceAll('-', '').slice(-8).padStart(8, '0')
  return /^[0-9a-f]{8}$/i.test(digits) ? Buffer.from(digits, 'hex') : Buffer.alloc(4)
}
