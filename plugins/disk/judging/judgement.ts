import type { Limit, Limits } from './limits.ts'
import { levels, type Level } from '../severity.ts'

/** What was read of one filesystem. `inodesTotal` is 0 where a filesystem has no fixed number of them. */
export interface Reading {
  readonly totalBytes: number
  readonly usedBytes: number
  /** Not used, the share reserved for root included. */
  readonly freeBytes: number
  /** What users other than root can still write. */
  readonly availableBytes: number
  readonly inodesTotal: number
  readonly inodesUsed: number
}

/** How bad a reading is at its moment. */
export interface Judgement {
  /** The worst level whose entering condition holds. */
  readonly observedSeverity: Level
  /** The worst level whose leaving condition is not met: a disk falls no further than this. */
  readonly retainedSeverity: Level
}

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
