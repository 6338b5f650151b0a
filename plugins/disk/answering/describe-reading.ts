import { formatBytes } from './format-bytes.ts'
import type { Reading } from '../judging/judgement.ts'
import { capacityOf, percentOf } from '../judging/shares.ts'

/** Says a reading in one sentence; inodes are worth a word from half of them on. */
export function describeReading(reading: Reading): string {
  const capacity = capacityOf(reading)
  const available = `${formatBytes(reading.availableBytes)} of ${formatBytes(capacity)} available`
  const inodes = percentOf(reading.inodesUsed, reading.inodesTotal)
  return `${available} (${percentOf(reading.availableBytes, capacity)} %)${inodes >= 50 ? `, ${inodes} % of the inodes used` : ''}.`
}
