import { isFailing, type Severity, type Standing, standingAt } from '../../../core/plugin-api.ts'
import { percentOf } from '../judging/judgement.ts'
import { type DiskState, type RecordedDisk, stateAt } from '../judging/standing.ts'
import type { Forecast, Limits, Reading } from '../sample-events.ts'
import { type Action, recommendActions } from './actions.ts'
import { describeReading } from './words.ts'

/** What of a row of `disk-status` is put into words. */
export interface DescribedDisk extends RecordedDisk {
  readonly host: string
  readonly mount: string
  readonly total_bytes: number | null
  readonly used_bytes: number | null
  readonly free_bytes: number | null
  readonly available_bytes: number | null
  readonly inodes_total: number | null
  readonly inodes_used: number | null
  readonly observed_severity: Severity | null
  readonly failure_message: string | null
  readonly limits: Limits | null
  readonly forecast: Forecast | null
}

/** What is said of a disk at a moment, wherever it is shown. */
export interface ToldDisk extends Standing {
  readonly state: DiskState
  /** The last reading, null when none has succeeded. */
  readonly reading: Reading | null
  /** Null also while nobody knows how full it is. */
  readonly forecast: Forecast | null
  readonly summary: string
  readonly actions: readonly Action[]
}

/** Tells how a disk stands at `now`, and what to do about it. */
export function tellDisk(row: DescribedDisk, now: Date): ToldDisk {
  const standing = standingAt(row, now)
  const forecast = standing.severity === 'unknown' ? null : row.forecast
  const summary = describeDisk(row, standing)
  const told = { ...standing, state: stateAt(row, now), forecast, summary }
  const hasInodes = row.inodes_total !== null && row.inodes_used !== null && row.inodes_total > 0
  const actions = recommendActions({
    ...told,
    mount: row.mount,
    inodesUsedPercent: hasInodes ? percentOf(row.inodes_used, row.inodes_total) : null,
    inodesWarningPercent: row.limits?.warning.inodesUsedPercent ?? null,
  })
  return { ...told, reading: readingOfRow(row), actions }
}

// In one or two sentences.
function describeDisk(row: DescribedDisk, { severity, held }: Standing): string {
  const reading = readingOfRow(row)
  const told = reading ? describeReading(reading) : 'It has never been read.'
  const name = `${row.mount} of ${row.host}`
  if (severity !== 'unknown')
    return `${name} is ${severity}: ${told}${unlessObserved(row, severity)}`
  const before = held === 'ok' ? '' : ` It was ${held} before.`
  return `${name} is unknown: ${whyUnknown(row)}${before}`
}

// What is recorded follows what is observed after a while; until then both are worth a word.
function unlessObserved(row: DescribedDisk, severity: Severity): string {
  if (isFailing(row)) return ' The last reading failed.'
  const { observed_severity: observed } = row
  return observed === null || observed === severity ? '' : ` The last reading alone is ${observed}.`
}

function whyUnknown(row: DescribedDisk): string {
  if (isFailing(row)) return row.failure_message ?? 'its last reading failed.'
  if (row.severity !== 'unknown' && row.severity !== null) return 'its guard has fallen silent.'
  return 'it has not been watched for long enough.'
}

function readingOfRow(row: DescribedDisk): Reading | null {
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
