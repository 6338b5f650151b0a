import type { Reading } from '../sample-events.ts'

/** What a filesystem says of itself (statfs(2)): sizes are counted in units, and -1 and 2^64-1 are the same. */
export interface Figures {
  /** Bytes of one unit, which is not the size of a block where a filesystem knows fragments. */
  readonly unit: bigint
  readonly blocks: bigint
  readonly free: bigint
  readonly available: bigint
  readonly inodes: bigint
  readonly freeInodes: bigint
}

/** A reading, or why the figures make none. */
export type Measured =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'sizeless' | 'odd'; readonly message: string }

const MOST = BigInt(Number.MAX_SAFE_INTEGER)
const NOT_KNOWN = 2n ** 64n - 1n

/** Makes a reading of figures as they come: what cannot be is said, and what cannot be counted is cut with its shares kept. */
export function measure(figures: Figures): Measured {
  const unit = signed(figures.unit)
  const blocks = BigInt.asUintN(64, figures.blocks)
  if (unit <= 0n || blocks === 0n) return { kind: 'sizeless', message: 'It reports no size.' }
  // -1, which is 2^64-1, stands for: not known. What is free of it says nothing either.
  if (blocks === NOT_KNOWN)
    return { kind: 'sizeless', message: 'It reports no size: its number of blocks is -1.' }
  const free = BigInt.asUintN(64, figures.free)
  if (free > blocks)
    return { kind: 'odd', message: `It reports ${signed(free)} of ${blocks} blocks free.` }
  const available = availableOf(figures.available, { blocks, free })
  const scaled = scaleTo(blocks * unit)
  const freeBytes = scaled(free * unit)
  const totalBytes = scaled(blocks * unit)
  return {
    kind: 'read',
    reading: {
      totalBytes,
      usedBytes: totalBytes - freeBytes,
      freeBytes,
      availableBytes: scaled(available * unit),
      ...inodesOf(figures),
    },
  }
}

/** Adds up filesystems that draw on one pool: each has its own use, and all have the same room. */
export function poolOf(readings: readonly [Reading, ...Reading[]]): Reading {
  const used = readings.reduce((sum, { usedBytes }) => sum + BigInt(usedBytes), 0n)
  const room = readings.reduce((a, b) => (a.availableBytes >= b.availableBytes ? a : b))
  const total = used + BigInt(room.freeBytes)
  const scaled = scaleTo(total)
  return {
    ...room,
    totalBytes: scaled(total),
    usedBytes: scaled(used),
    freeBytes: scaled(BigInt(room.freeBytes)),
    availableBytes: scaled(BigInt(room.availableBytes)),
  }
}

// Below nothing is nothing: part of what is kept for root is in use. And more than is free cannot be written.
function availableOf(
  counted: bigint,
  { blocks, free }: { readonly blocks: bigint; readonly free: bigint },
): bigint {
  const available = BigInt.asUintN(64, counted)
  if (available > blocks && signed(counted) < 0n) return 0n
  return available < free ? available : free
}

// Some count no free inodes (-1), some have no number of them at all (2^64-1), and neither says how many are used.
function inodesOf({ inodes, freeInodes }: Figures): Pick<Reading, 'inodesTotal' | 'inodesUsed'> {
  const [all, free] = [signed(inodes), signed(freeInodes)]
  if (all <= 0n || free < 0n || free > all || all > MOST) return { inodesTotal: 0, inodesUsed: 0 }
  return { inodesTotal: Number(all), inodesUsed: Number(all - free) }
}

/** Keeps bytes as they are where all of them can be counted, else in proportion. */
function scaleTo(total: bigint): (bytes: bigint) => number {
  return bytes => Number(total > MOST ? (bytes * MOST) / total : bytes)
}

function signed(value: bigint): bigint {
  return BigInt.asIntN(64, value)
}
