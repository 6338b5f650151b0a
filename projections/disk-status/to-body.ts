import { recommendActions, type Action } from '../../plugins/disk/answering/actions.ts'
import type { Forecast } from '../../plugins/disk/forecasting/forecast.ts'
import type { Standing } from '../../plugins/disk/judging/hysteresis.ts'
import type { Limit, Limits } from '../../plugins/disk/judging/limits.ts'
import { capacityOf, percentOf } from '../../plugins/disk/judging/shares.ts'
import {
  isFailing,
  isGone,
  lastObservedAt,
  standingAt,
} from '../../plugins/disk/judging/standing.ts'
import { describeDisk } from './describe-disk.ts'
import type { StoredDisk } from './queries.ts'
import { readingOfRow } from './reading-of-row.ts'
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
