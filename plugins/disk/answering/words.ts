import { describeDuration } from '../../../core/plugin-api.ts'
import type { Forecast, Reading } from '../sample-events.ts'
import { capacityOf, percentOf } from '../judging/judgement.ts'

/** Says a reading in one sentence; inodes are worth a word from half of them on. */
export function describeReading(reading: Reading): string {
  const capacity = capacityOf(reading)
  const available = `${formatBytes(reading.availableBytes)} of ${formatBytes(capacity)} available`
  const inodes = percentOf(reading.inodesUsed, reading.inodesTotal)
  return `${available} (${percentOf(reading.availableBytes, capacity)} %)${inodes >= 50 ? `, ${inodes} % of the inodes used` : ''}.`
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** Writes a size for people, in powers of 1000 and three digits: `78.1 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`
}

/** Says when it will be full, after its name: `is full in 3 h`. */
export function describeFilling({
  fullInSeconds,
  of,
}: Pick<Forecast, 'fullInSeconds' | 'of'>): string {
  const when = describeDuration(fullInSeconds)
  return of === 'inodes' ? `has no free inode left in ${when}` : `is full in ${when}`
}
