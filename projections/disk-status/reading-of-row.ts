import type { Reading } from '../../plugins/disk/judging/judgement.ts'
import type { DiskStatusRow } from './row.ts'

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
