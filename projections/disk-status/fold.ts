import type { Recorded } from '../../core/event.ts'
import type { Disk, FailedRead, PressureChanged, Sample } from '../../plugins/disk/events.ts'
import type { DiskStatusRow } from './row.ts'

/** An observation, whether its own event brings it or the summary of its day. */
export interface Observed<Data extends Disk> {
  readonly eventId: string
  readonly receivedAt: Date
  readonly data: Data
}

/** Takes a sample into a row unless a later one is there. */
export function takeSample(row: DiskStatusRow, observed: Observed<Sample>): DiskStatusRow {
  const { eventId, receivedAt, data } = observed
  if (!isAfter(observed, row.sampled_at, row.sample_event_id)) return row
  return {
    ...row,
    interval_seconds: intervalAfter(row, observed),
    sampled_at: receivedAt,
    sample_event_id: eventId,
    device: data.device,
    fs_type: data.fsType,
    total_bytes: data.totalBytes,
    used_bytes: data.usedBytes,
    free_bytes: data.freeBytes,
    available_bytes: data.availableBytes,
    inodes_total: data.inodesTotal,
    inodes_used: data.inodesUsed,
    limits: data.limits,
    observed_severity: data.observedSeverity,
    forecast: data.forecast,
  }
}

/** Takes a failed read into a row unless a later one is there. */
export function takeFailure(row: DiskStatusRow, observed: Observed<FailedRead>): DiskStatusRow {
  const { eventId, receivedAt, data } = observed
  if (!isAfter(observed, row.failed_at, row.failure_event_id)) return row
  return {
    ...row,
    interval_seconds: intervalAfter(row, observed),
    failed_at: receivedAt,
    failure_event_id: eventId,
    failure: data.failure,
    failure_message: data.message,
  }
}

/** Takes a change of severity into a row unless a later one is there. */
export function takeChange(row: DiskStatusRow, event: Recorded<PressureChanged>): DiskStatusRow {
  const { id, data } = event
  const revision = Number(event.revision)
  if (row.severity_revision !== null && row.severity_revision >= revision) return row
  return {
    ...row,
    severity: data.to,
    held_severity: data.held,
    severity_since: new Date(data.observedAt),
    severity_reason: data.reason,
    severity_event_id: id,
    severity_revision: revision,
  }
}

/** The row of a disk of which nothing is known but its name. */
export function blankRow({ diskId, host, mount }: Disk): DiskStatusRow {
  return {
    disk_id: diskId,
    host,
    mount,
    interval_seconds: null,
    sampled_at: null,
    sample_event_id: null,
    device: null,
    fs_type: null,
    total_bytes: null,
    used_bytes: null,
    free_bytes: null,
    available_bytes: null,
    inodes_total: null,
    inodes_used: null,
    limits: null,
    observed_severity: null,
    forecast: null,
    failed_at: null,
    failure_event_id: null,
    failure: null,
    failure_message: null,
    severity: null,
    held_severity: null,
    severity_since: null,
    severity_reason: null,
    severity_event_id: null,
    severity_revision: null,
  }
}

// Observations of the same moment are ordered by their ids, so that any order of folding ends in the same row.
function isAfter(
  { eventId, receivedAt }: Observed<Disk>,
  at: Date | null,
  id: string | null,
): boolean {
  if (at === null || id === null) return true
  const later = receivedAt.getTime() - at.getTime()
  return later > 0 || (later === 0 && eventId > id)
}

function intervalAfter(row: DiskStatusRow, observed: Observed<Sample | FailedRead>): number | null {
  const isLast =
    isAfter(observed, row.sampled_at, row.sample_event_id) &&
    isAfter(observed, row.failed_at, row.failure_event_id)
  return isLast ? observed.data.intervalSeconds : row.interval_seconds
}
