import { judge as judgeValue, worstOf } from '../../../core/plugin-api.ts'
import type { Judgement, Limits, Reading } from '../sample-events.ts'
import { measuresOf } from './limits.ts'

/** Judges one reading by its limits alone; how long it has been so is not asked here. */
export function judge(reading: Reading, limits: Limits): Judgement {
  const { available, inodesUsed } = measuresOf(limits, justUnder)
  const found = [judgeValue(reading.availableBytes, available)]
  if (reading.inodesTotal > 0)
    found.push(judgeValue((reading.inodesUsed * 100) / reading.inodesTotal, inodesUsed))
  return {
    observedSeverity: worstOf(found.map(({ observed }) => observed)),
    retainedSeverity: worstOf(found.map(({ retained }) => retained)),
  }
}

// A share of the inodes counts when it is reached; what is beyond the next smaller number has reached it.
function justUnder(share: number): number {
  return share * (1 - Number.EPSILON / 2)
}

/** What users can fill: the size without what is reserved for root. Every share of a disk is a share of this, as in `df`. */
export function capacityOf(reading: Pick<Reading, 'usedBytes' | 'availableBytes'>): number {
  return reading.usedBytes + reading.availableBytes
}

/** A share in percent with two decimals; 0 of nothing is 0. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((part * 10_000) / whole) / 100 : 0
}
