import type { BigIntStatsFs } from 'node:fs'
import type { Systeminformation } from 'systeminformation'
import type { Reading } from '../judging/judgement.ts'

/**
 * Puts one reading together. Sizes are systeminformation's where it lists the mount: it knows the unit of FUSE filesystems and what a
 * ZFS dataset shares with its pool, which `statfs` does not tell. Where it does not (tmpfs, mounts seen
 * in a container), sizes are `statfs`'s; inodes always are.
 */
export function measure(
  listed: Systeminformation.FsSizeData | undefined,
  stat: BigIntStatsFs,
): Reading {
  const inodesTotal = Number(stat.files)
  const inodes = { inodesTotal, inodesUsed: Math.max(inodesTotal - Number(stat.ffree), 0) }
  return listed ? { ...fromListed(listed), ...inodes } : { ...fromStat(stat), ...inodes }
}

type Sizes = Omit<Reading, 'inodesTotal' | 'inodesUsed'>

function fromListed({ size, used, available }: Systeminformation.FsSizeData): Sizes {
  return {
    totalBytes: size,
    usedBytes: used,
    freeBytes: Math.max(size - used, 0),
    availableBytes: available,
  }
}

function fromStat({ bsize, blocks, bfree, bavail }: BigIntStatsFs): Sizes {
  return {
    totalBytes: Number(blocks * bsize),
    usedBytes: Number((blocks - bfree) * bsize),
    freeBytes: Number(bfree * bsize),
    availableBytes: Number(bavail * bsize),
  }
}
