import { hash } from 'node:crypto'
import { emptyRoot, type Hash, nodeHash, type ReadHash } from './merkle.ts'

/** So many hashes are in a full tile, and so many entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256
/** Bytes of a hash. */
export const hashBytes = 32
const tileHeight = 8

/** A tile, full or partial: hashes of subtrees of 256^level leaves each, beginning with the one at `n` * 256. */
export interface Tile {
  readonly level: number
  readonly n: number
  readonly hashes: Buffer
}

/** Which tile, and how many of its hashes at least. */
export interface TileNeed {
  readonly level: number
  readonly n: number
  readonly width: number
}

/** The path of a tile or, for `entries`, a bundle below the log's address: `tile/0/x001/234`, `tile/0/007.p/12`. */
export function tilePath(level: number | 'entries', n: number, width = tileWidth): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0')
  const parts = digits.match(/.{3}/g) ?? []
  const path = parts.map((part, i) => (i < parts.length - 1 ? `x${part}` : part)).join('/')
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`
}

/** What a path names; undefined when it is none of a tile. */
export function parseTilePath(
  path: string,
): { readonly level: number | 'entries'; readonly n: number; readonly width: number } | undefined {
  const [, level = '', digits = '', width] =
    /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ??
    []
  const n = Number(digits.replaceAll(/[x/]/g, ''))
  const found = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    n,
    width: width === undefined ? tileWidth : Number(width),
  }
  // Any other way of writing it, as with more zeros, is another path.
  if (digits === '' || found.width > tileWidth) return undefined
  return tilePath(found.level, n, found.width) === path ? found : undefined
}

/** How many hashes of a level a tree of `size` leaves has: of full tiles below, and at level 0 of leaves. */
export function levelSize(size: number, level: number): number {
  return Math.floor(size / tileWidth ** level)
}

/** Reads hashes of subtrees out of the tiles of a tree of `size` leaves. */
export function hashReader(size: number, readTile: (need: TileNeed) => Promise<Buffer>): ReadHash {
  return async (height, index) => {
    const level = Math.floor(height / tileHeight)
    const span = 2 ** (height - level * tileHeight)
    const first = index * span
    const n = Math.floor(first / tileWidth)
    const width = Math.min(tileWidth, levelSize(size, level) - n * tileWidth)
    const hashes = split(await readTile({ level, n, width }))
    const from = first - n * tileWidth
    return foldComplete(hashes.slice(from, from + span))
  }
}

/** The right edge of a growing tree: what is needed to go on, and to tell its root. */
export class TreeEdge {
  #size: number
  readonly #levels: Hash[][]
  #full: Tile[] = []

  /** Takes up a tree of `size` leaves by its last, partial tiles, one a level from 0. */
  constructor(size = 0, partial: readonly Buffer[] = []) {
    this.#size = size
    this.#levels = partial.map(split)
  }

  get size(): number {
    return this.#size
  }

  add(leaf: Hash): void {
    this.#size += 1
    this.#push(0, leaf)
  }

  /** Adds a full tile of 256 leaves of which nothing but its hash is known; only where one may begin. */
  addTile(root: Hash): void {
    if (this.#size % tileWidth !== 0) throw new RangeError('A tile begins elsewhere')
    this.#size += tileWidth
    this.#push(1, root)
  }

  /** The same edge, to go on with elsewhere. */
  clone(): TreeEdge {
    return new TreeEdge(
      this.#size,
      this.#levels.map(hashes => Buffer.concat(hashes)),
    )
  }

  /** The root of the tree as it stands. */
  root(): Hash {
    const subtrees = [...this.#levels].reverse().flatMap(completeSubtrees)
    const [last, ...rest] = subtrees.reverse()
    return last ? rest.reduce((right, left) => nodeHash(left, right), last) : emptyRoot
  }

  /** The tiles that are new since they were last taken: the full ones, and at each level the partial one. */
  takeTiles(): readonly Tile[] {
    const full = this.#full
    this.#full = []
    const partial = this.#levels.flatMap((hashes, level) =>
      hashes.length === 0
        ? []
        : [{ level, n: this.#tileNumber(level), hashes: Buffer.concat(hashes) }],
    )
    return [...full, ...partial]
  }

  #push(level: number, hash: Hash): void {
    const hashes = (this.#levels[level] ??= [])
    for (let below = 0; below < level; below++) this.#levels[below] ??= []
    hashes.push(hash)
    if (hashes.length < tileWidth) return
    const n = this.#tileNumber(level) - 1
    this.#full.push({ level, n, hashes: Buffer.concat(hashes) })
    this.#levels[level] = []
    this.#push(level + 1, foldComplete(hashes))
  }

  #tileNumber(level: number): number {
    return Math.floor(levelSize(this.#size, level) / tileWidth)
  }
}

/** The hashes of a tile, one by one. */
export function split(tile: Buffer): Hash[] {
  return Array.from({ length: Math.floor(tile.length / hashBytes) }, (_, i) =>
    tile.subarray(i * hashBytes, (i + 1) * hashBytes),
  )
}

/** The root over a power of two of hashes. */
export function foldComplete(hashes: readonly Hash[]): Hash {
  return foldTile(Buffer.concat(hashes))
}

/** The same over hashes that stand one behind the other. In place, because buffers for each pair would cost more than hashing it. */
export function foldTile(tile: Buffer): Hash {
  if (tile.length < hashBytes) throw new RangeError('A tile lacks hashes that it should have')
  const row = Buffer.from(tile)
  const node = Buffer.alloc(1 + 2 * hashBytes, 1)
  for (let width = row.length / hashBytes; width > 1; width /= 2)
    for (let i = 0; i < width; i += 2) {
      row.copy(node, 1, i * hashBytes, (i + 2) * hashBytes)
      row.write(hash('sha256', node, 'binary'), (i / 2) * hashBytes, 'binary')
    }
  return Buffer.from(row.subarray(0, hashBytes))
}

/** The largest complete subtrees over the hashes of a level, from the left. */
function completeSubtrees(hashes: readonly Hash[]): readonly Hash[] {
  const found: Hash[] = []
  for (let from = 0, span = tileWidth / 2; span >= 1; span /= 2) {
    if (hashes.length - from < span) continue
    found.push(foldComplete(hashes.slice(from, from + span)))
    from += span
  }
  return found
}
