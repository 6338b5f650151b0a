import { hash } from 'node:crypto'

/** A SHA-256. */
export type Hash = Buffer

const leafPrefix = Buffer.of(0)
const nodePrefix = Buffer.of(1)

/** The root of a tree without leaves: the hash of nothing (RFC 6962, section 2.1). */
export const emptyRoot: Hash = hash('sha256', '', 'buffer')

/** The hash of a leaf (RFC 6962, section 2.1). */
export function leafHash(entry: Buffer): Hash {
  return hash('sha256', Buffer.concat([leafPrefix, entry]), 'buffer')
}

/** The same of an entry that is text, a byte a character (`binary`): without a buffer for each it costs a third. */
export function leafDigest(entry: string): string {
  return hash('sha256', `\0${entry}`, 'binary')
}

/** The hash of a node over its two halves (RFC 6962, section 2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer')
}

/** Reads the hash of the complete subtree of 2^height leaves that begins at leaf `index` * 2^height. */
export type ReadHash = (height: number, index: number) => Promise<Hash>

/** The root of the tree of the first `size` leaves. */
export function rootAt(size: number, read: ReadHash): Promise<Hash> {
  return size === 0 ? Promise.resolve(emptyRoot) : rangeHash({ from: 0, to: size }, read)
}

/** The proof that a leaf is in the tree of the first `size` leaves (RFC 6962, section 2.1.1). */
export async function inclusionProof(
  { index, size }: Inclusion,
  read: ReadHash,
): Promise<readonly Hash[]> {
  if (index < 0 || index >= size) throw new RangeError(`There is no leaf ${index} among ${size}`)
  const path: Range[] = []
  for (let { from, to } = { from: 0, to: size }; to - from > 1;) {
    const middle = from + split(to - from)
    path.push(index < middle ? { from: middle, to } : { from, to: middle })
    if (index < middle) to = middle
    else from = middle
  }
  return Promise.all(path.reverse().map(range => rangeHash(range, read)))
}

/** The proof that the tree of the first `size` leaves begins with that of the first `older` (RFC 6962, section 2.1.2). */
export async function consistencyProof(
  { older, size }: Consistency,
  read: ReadHash,
): Promise<readonly Hash[]> {
  if (older < 0 || older > size) throw new RangeError(`${size} leaves do not begin with ${older}`)
  if (older === 0 || older === size) return []
  const path: Range[] = []
  let { from, to } = { from: 0, to: size }
  while (older !== to) {
    const middle = from + split(to - from)
    path.push(older <= middle ? { from: middle, to } : { from, to: middle })
    if (older <= middle) to = middle
    else from = middle
  }
  // The old root itself is known to whom it is proved.
  if (from > 0) path.push({ from, to })
  return Promise.all(path.reverse().map(range => rangeHash(range, read)))
}

/** A leaf by its number from 0, and the size of the tree that it is in. */
export interface Inclusion {
  readonly index: number
  readonly size: number
}

/** The sizes of two trees, of which the second continues the first. */
export interface Consistency {
  readonly older: number
  readonly size: number
}

/** Tells whether a proof shows that a leaf is in the tree of a root. */
export function includes(
  { index, size }: Inclusion,
  {
    leaf,
    root,
    proof,
  }: { readonly leaf: Hash; readonly root: Hash; readonly proof: readonly Hash[] },
): boolean {
  if (index < 0 || index >= size) return false
  let [node, last, at] = [leaf, size - 1, index]
  for (const hash of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      node = nodeHash(hash, node)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else node = nodeHash(node, hash)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && node.equals(root)
}

/** Tells whether a proof shows that the tree of a root continues that of an older root (RFC 9162, section 2.1.4.2). */
export function continues({ older, size }: Consistency, proven: ConsistencyProven): boolean {
  const { olderRoot, root, proof } = proven
  if (older < 0 || older > size) return false
  if (older === size) return proof.length === 0 && olderRoot.equals(root)
  if (older === 0) return proof.length === 0 && olderRoot.equals(emptyRoot)
  const path = isPowerOfTwo(older) ? [olderRoot, ...proof] : [...proof]
  const [first, ...rest] = path
  if (!first) return false
  let [at, last] = [older - 1, size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  let [oldNode, node] = [first, first]
  for (const hash of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      ;[oldNode, node] = [nodeHash(hash, oldNode), nodeHash(hash, node)]
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else node = nodeHash(node, hash)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && oldNode.equals(olderRoot) && node.equals(root)
}

interface ConsistencyProven {
  readonly olderRoot: Hash
  readonly root: Hash
  readonly proof: readonly Hash[]
}

interface Range {
  readonly from: number
  readonly to: number
}

async function rangeHash({ from, to }: Range, read: ReadHash): Promise<Hash> {
  const size = to - from
  if (isPowerOfTwo(size)) return read(Math.log2(size), from / size)
  const middle = from + split(size)
  const [left, right] = await Promise.all([
    rangeHash({ from, to: middle }, read),
    rangeHash({ from: middle, to }, read),
  ])
  return nodeHash(left, right)
}

/** The largest power of two below `size`. */
function split(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1)
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size)) && 2 ** Math.log2(size) === size
}

function half(value: number): number {
  return Math.floor(value / 2)
}
