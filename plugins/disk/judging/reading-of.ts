import type { Reading } from './judgement.ts'

/** The numbers of a sample alone. */
export function readingOf(sample: Reading): Reading {
  const { totalBytes, usedBytes, freeBytes, availableBytes, inodesTotal, inodesUsed } = sample
  return { totalBytes, usedBytes, freeBytes, availableBytes, inodesTotal, inodesUsed }
}
