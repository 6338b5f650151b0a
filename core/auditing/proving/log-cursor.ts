import { type LogEntry, parseEntry } from '../sealing/log-entry.ts'
import type { SealedLog } from '../sealing/sealed-log.ts'
import type { TreeHead } from '../transparency/checkpoint.ts'
import { unpackEntries } from '../transparency/bundle.ts'
import { leafHash } from '../transparency/merkle.ts'
import {
  foldComplete,
  foldTile,
  hashBytes,
  split,
  tileWidth,
  TreeEdge,
} from '../transparency/tiles.ts'

/** How the tiles of a log stand to a head that is held: the same root, another, or too few of them to tell. */
export type HeadVerdict = 'consistent' | 'forked' | 'shorter'

/** An entry as the log has it; undefined fields: its bundle was taken away or changed. */
export interface PlacedEntry {
  readonly index: number
  readonly entry: LogEntry | undefined
}

const keptBundles = 16
/** So many tiles are read at a time, of 8 kB each. */
const readAhead = 32

/** Walks the leaves of a log from the first to the last, and comes by the roots of the heads that are asked about. */
export class LogCursor {
  readonly #log: SealedLog
  readonly #size: number
  readonly #heads: readonly TreeHead[]
  readonly #edge = new TreeEdge()
  readonly #verdicts = new Map<TreeHead, HeadVerdict>()
  readonly #bundles = new Map<number, readonly PlacedEntry[]>()
  #pruned: { readonly n: number; readonly at: Date | undefined } | undefined
  #ahead: { readonly from: number; readonly tiles: readonly (Buffer | undefined)[] } = {
    ...{ from: 0, tiles: [] },
  }
  /** The leaves of the tile that is loaded, a character a byte. */
  #digests = ''
  #tileStart = 0
  /** The leaf that is next. */
  index = 0
  /** `ended`: all are passed. `pruned`: of the next 256 not even the hashes are kept. `broken`: the log lacks its tiles. */
  standing: 'at leaf' | 'ended' | 'pruned' | 'broken' = 'at leaf'

  constructor(log: SealedLog, size: number, heads: readonly TreeHead[]) {
    this.#log = log
    this.#size = size
    this.#heads = heads
  }

  get size(): number {
    return this.#size
  }

  /** Goes to the first leaf. */
  open(): Promise<void> {
    return this.#load()
  }

  /** Tells whether the next leaf has this digest (`leafDigest`). */
  isNext(leaf: string): boolean {
    if (this.standing !== 'at leaf') return false
    const at = (this.index - this.#tileStart) * hashBytes
    return this.#digests.startsWith(leaf, at)
  }

  /** Tells whether the next step has to load a tile. */
  get isAtEdge(): boolean {
    return this.index + 1 >= this.#tileStart + this.#digests.length / hashBytes
  }

  /** Passes one leaf of the tile that is loaded. */
  step(): void {
    this.index += 1
  }

  /** Passes one leaf, or where it is pruned 256. */
  async advance(): Promise<void> {
    this.index += this.standing === 'pruned' ? tileWidth : 1
    if (this.index >= this.#tileStart + this.#digests.length / hashBytes) await this.#load()
  }

  /** How the tiles stand to each head, once they are passed. */
  verdictOf(head: TreeHead): HeadVerdict {
    return this.#verdicts.get(head) ?? (head.size === 0 ? 'consistent' : 'shorter')
  }

  /** The entries of a bundle, each checked against its leaf where that is kept. */
  async entriesOf(n: number): Promise<readonly PlacedEntry[]> {
    const known = this.#bundles.get(n)
    if (known) return known
    const bundle = await this.#log.bundle(n)
    const tile = await this.#log.tile(0, n)
    const leaves = tile ? split(tile) : []
    const packed = bundle ? unpackOrNothing(bundle) : []
    const count = Math.min(tileWidth, this.#size - n * tileWidth)
    const placed = Array.from({ length: count }, (_, i) => {
      const bytes = packed[i]
      const isWhole = bytes && leaves[i]?.equals(leafHash(bytes))
      return { index: n * tileWidth + i, entry: isWhole ? parseEntry(bytes) : undefined }
    })
    const [oldest] = this.#bundles.keys()
    if (this.#bundles.size >= keptBundles && oldest !== undefined) this.#bundles.delete(oldest)
    this.#bundles.set(n, placed)
    return placed
  }

  /** When the entries up to the end of a pruned bundle were recorded, as the last of them proves; undefined: it was not pruned. */
  async prunedAt(n: number): Promise<Date | undefined> {
    if (this.#pruned?.n !== n) this.#pruned = { n, at: await this.#readPrunedAt(n) }
    return this.#pruned.at
  }

  async #readPrunedAt(n: number): Promise<Date | undefined> {
    const stub = await this.#log.stub(n)
    const root = (await this.#log.tile(1, Math.floor(n / tileWidth)))?.subarray(
      (n % tileWidth) * hashBytes,
      ((n % tileWidth) + 1) * hashBytes,
    )
    if (!stub || !root) return undefined
    // The last of 256: all its siblings are on the left.
    const above = split(stub.path).reduce(
      (node, left) => foldComplete([left, node]),
      leafHash(stub.entry),
    )
    return above.equals(root) ? parseEntry(stub.entry).recordedAt : undefined
  }

  async #load(): Promise<void> {
    this.#tileStart = this.index
    this.#digests = ''
    if (this.index >= this.#size) return this.#stand('ended')
    const n = Math.floor(this.index / tileWidth)
    const width = Math.min(tileWidth, this.#size - n * tileWidth)
    const tile = await this.#leavesOf(n)
    if (tile && tile.length >= width * hashBytes)
      return this.#take(tile.subarray(0, width * hashBytes))
    const above = await this.#log.tile(1, Math.floor(n / tileWidth))
    const from = (n % tileWidth) * hashBytes
    if (width < tileWidth || !above || above.length < from + hashBytes) return this.#stand('broken')
    this.#edge.addTile(Buffer.from(above.subarray(from, from + hashBytes)))
    this.#judgeHeads(this.#edge)
    this.#stand('pruned')
  }

  /** Many tiles are read at a time: they are wanted one after the other. */
  async #leavesOf(n: number): Promise<Buffer | undefined> {
    if (n < this.#ahead.from || n >= this.#ahead.from + this.#ahead.tiles.length) {
      const left = Math.ceil(this.#size / tileWidth) - n
      const tiles = await this.#log.leaves(n, Math.min(readAhead, left))
      this.#ahead = { from: n, tiles }
    }
    return this.#ahead.tiles[n - this.#ahead.from]
  }

  #take(tile: Buffer): void {
    this.#digests = tile.toString('binary')
    this.standing = 'at leaf'
    const end = this.#edge.size + tile.length / hashBytes
    const heads = this.#heads.filter(({ size }) => size > this.#edge.size && size < end)
    for (const head of heads) {
      const partial = this.#edge.clone()
      const leaves = split(tile).slice(0, head.size - this.#edge.size)
      leaves.forEach(leaf => partial.add(leaf))
      this.#judgeHeads(partial)
    }
    if (tile.length === tileWidth * hashBytes) this.#edge.addTile(foldTile(tile))
    else split(tile).forEach(leaf => this.#edge.add(leaf))
    this.#judgeHeads(this.#edge)
  }

  #judgeHeads(edge: TreeEdge): void {
    const heads = this.#heads.filter(({ size }) => size === edge.size)
    if (heads.length === 0) return
    const root = edge.root()
    for (const head of heads)
      this.#verdicts.set(head, root.equals(head.root) ? 'consistent' : 'forked')
  }

  #stand(standing: 'ended' | 'pruned' | 'broken'): void {
    this.standing = standing
  }
}

function unpackOrNothing(bundle: Buffer): readonly Buffer[] {
  try {
    return unpackEntries(bundle)
  } catch {
    return []
  }
}
