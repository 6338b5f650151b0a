import { type Severity, type Standing, isFailing } from '../../core/plugin-api.ts'
import { describeReading } from '../../plugins/disk/answering/words.ts'
import type { Reading } from '../../plugins/disk/sample-events.ts'
import type { DiskStatusRow } from './row.ts'

/** Says in one or two sentences how a disk stands. */
export function describeDisk(row: DiskStatusRow, { severity, held }: Standing): string {
  const reading = readingOfRow(row)
  const told = reading ? describeReading(reading) : 'It has never been read.'
  const name = `${row.mount} of ${row.host}`
  if (severity !== 'unknown')
    return `${name} is ${severity}: ${told}${unlessObserved(row, severity)}`
  const before = held === 'ok' ? '' : ` It was ${held} before.`
  return `${name} is unknown: ${whyUnknown(row)}${before}`
}

// What is recorded follows what is observed after a while; until then both are worth a word.
function unlessObserved(row: DiskStatusRow, severity: Severity): string {
  if (isFailing(row)) return ' The last reading failed.'
  const { observed_severity: observed } = row
  return observed === null || observed === severity ? '' : ` The last reading alone is ${observed}.`
}

function whyUnknown(row: DiskStatusRow): string {
  if (isFailing(row)) return row.failure_message ?? 'its last reading failed.'
  if (row.severity !== 'unknown' && row.severity !== null) return 'its guard has fallen silent.'
  return 'it has not been watched for long enough.'
}

/** The last reading of a row, null when none has succeeded. */
export function readingOfRow(row: DiskStatusRow): Reading | null {
  if (row.sampled_at === null) return null
  return {
    totalBytes: row.total_bytes ?? 0,
    usedBytes: row.used_bytes ?? 0,
    freeBytes: row.free_bytes ?? 0,
    availableBytes: row.available_bytes ?? 0,
    inodesTotal: row.inodes_total ?? 0,
    inodesUsed: row.inodes_used ?? 0,
  }
}
