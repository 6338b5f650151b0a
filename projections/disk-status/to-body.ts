import { type Action, recommendActions } from '../../plugins/disk/answering/actions.ts'
import { describeReading } from '../../plugins/disk/answering/describe-reading.ts'
import type { Forecast } from '../../plugins/disk/forecasting/forecast.ts'
import type { Standing } from '../../plugins/disk/judging/hysteresis.ts'
import type { Reading } from '../../plugins/disk/judging/judgement.ts'
import type { Limit, Limits } from '../../plugins/disk/judging/limits.ts'
import { capacityOf, percentOf } from '../../plugins/disk/judging/shares.ts'
import {
  isFailing,
  isGone,
  lastObservedAt,
  standingAt,
} from '../../plugins/disk/judging/standing.ts'
import type { Severity } from '../../plugins/disk/severity.ts'
import type { StoredDisk } from './queries.ts'
import type { DiskStatusRow } from './row.ts'

/** A disk as the API answers it at `now`. */
export function toBody(row: StoredDisk, now: Date): object {
  const standing = standingAt(row, now)
  const reading = readingOfRow(row)
  const capacity = reading ? capacityOf(reading) : 0
  const forecast = standing.severity === 'unknown' ? null : row.forecast
  const summary = describeDisk(row, standing)
  const actions = recommend(row, { ...standing, summary, forecast })
  return {
    id: row.disk_id,
    host: row.host,
    mount: row.mount,
    device: row.device,
    fs_type: row.fs_type,
    total_bytes: row.total_bytes,
    used_bytes: row.used_bytes,
    free_bytes: row.free_bytes,
    available_bytes: row.available_bytes,
    utilization_pct: reading && percentOf(reading.usedBytes, capacity),
    inodes_total: row.inodes_total,
    inodes_used: row.inodes_used,
    severity: standing.severity,
    observed_severity: isFailing(row) ? 'unknown' : (row.observed_severity ?? 'unknown'),
    held_severity: standing.held,
    severity_since: row.severity_since,
    gone: isGone(row, now),
    summary,
    recommended_actions: actions.map(({ title }) => title),
    actions,
    forecast: forecast && forecastBody(forecast),
    thresholds: {
      warning_pct: row.limits && utilizationAt(row.limits.warning, capacity),
      critical_pct: row.limits && utilizationAt(row.limits.critical, capacity),
    },
    limits: row.limits && limitsBody(row.limits),
    checked_at: lastObservedAt(row),
    sampled_at: row.sampled_at,
    position: row.position,
    event_ids: [row.severity_event_id, row.sample_event_id, row.failure_event_id].filter(
      id => id !== null,
    ),
  }
}

interface Condition extends Standing {
  readonly summary: string
  readonly forecast: Forecast | null
}

function recommend(row: DiskStatusRow, condition: Condition): readonly Action[] {
  const hasInodes = row.inodes_total !== null && row.inodes_used !== null && row.inodes_total > 0
  return recommendActions({
    ...condition,
    mount: row.mount,
    inodesUsedPercent: hasInodes ? percentOf(row.inodes_used, row.inodes_total) : null,
    inodesWarningPercent: row.limits?.warning.inodesUsedPercent ?? null,
  })
}

function utilizationAt({ availableBytes }: Limit, capacity: number): number {
  return percentOf(capacity - availableBytes, capacity)
}

function forecastBody(forecast: Forecast): object {
  return {
    full_in_seconds: forecast.fullInSeconds,
    low_seconds: forecast.lowSeconds,
    high_seconds: forecast.highSeconds,
    severity: forecast.severity,
  }
}

function limitsBody({ warning, critical, emergency, leaveAfterSeconds }: Limits): object {
  return {
    warning: limitBody(warning),
    critical: limitBody(critical),
    emergency: limitBody(emergency),
    leave_after_seconds: leaveAfterSeconds,
  }
}

function limitBody(limit: Limit): object {
  return {
    available_bytes: limit.availableBytes,
    leave_available_bytes: limit.leaveAvailableBytes,
    inodes_used_pct: limit.inodesUsedPercent,
    leave_inodes_used_pct: limit.leaveInodesUsedPercent,
    enter_after_seconds: limit.enterAfterSeconds,
  }
}

/** Says in one or two sentences how a disk stands. */
function describeDisk(row: DiskStatusRow, { severity, held }: Standing): string {
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
function readingOfRow(row: DiskStatusRow): Reading | null {
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
