import type { Judgement, Limit, Limits, Reading } from '../sample-events.ts'
import { type Level, levels } from '../severity.ts'

/** Judges one reading by its limits alone; how long it has been so is `dwell.ts`'s. */
export function judge(reading: Reading, limits: Limits): Judgement {
  const worst = (holds: (reading: Reading, limit: Limit) => boolean): Level =>
    levels.findLast(level => level === 'ok' || holds(reading, limits[level])) ?? 'ok'
  return { observedSeverity: worst(isEntered), retainedSeverity: worst(isNotLeft) }
}

function isEntered(reading: Reading, limit: Limit): boolean {
  return (
    reading.availableBytes < limit.availableBytes ||
    (reading.inodesTotal > 0 && inodesUsedPercent(reading) >= limit.inodesUsedPercent)
  )
}

function isNotLeft(reading: Reading, limit: Limit): boolean {
  return (
    reading.availableBytes < limit.leaveAvailableBytes ||
    (reading.inodesTotal > 0 && inodesUsedPercent(reading) > limit.leaveInodesUsedPercent)
  )
}

function inodesUsedPercent(reading: Reading): number {
  return (reading.inodesUsed * 100) / reading.inodesTotal
}

/** What users can fill: the size without what is reserved for root. Every share of a disk is a share of this, as in `df`. */
export function capacityOf(reading: Pick<Reading, 'usedBytes' | 'availableBytes'>): number {
  return reading.usedBytes + reading.availableBytes
}

/** A share in percent with two decimals; 0 of nothing is 0. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((part * 10_000) / whole) / 100 : 0
}
