import type { Reading } from './judgement.ts'

/** What users can fill: the size without what is reserved for root. Every share of a disk is a share of this, as in `df`. */
export function capacityOf(reading: Pick<Reading, 'usedBytes' | 'availableBytes'>): number {
  return reading.usedBytes + reading.availableBytes
}

/** A share in percent with two decimals; 0 of nothing is 0. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((part * 10_000) / whole) / 100 : 0
}
