import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { Kept } from '../../plugins/disk/day-events.ts'
import type { DiskEvent, Forgotten, PressureChanged } from '../../plugins/disk/events.ts'
import type { Disk, DiskObservation, FailedRead, Sample } from '../../plugins/disk/sample-events.ts'
import { isForgotten } from '../../plugins/disk/judging/standing.ts'
import { blankRow, type DiskStatusRow, diskTable } from './row.ts'

type StatusEvent = Exclude<DiskEvent, { type: 'disk.DetailExpired' | 'disk.MountsListed' }>

/** How every disk stands. Summaries of days bring the last observation of a day again, for when its own event has expired. */
export default defineProjection<DiskStatusRow, StatusEvent>({
  name: 'disk-status',
  version: 2,
  columns: diskTable.columns,
  indexes: [
    ['host', 'mount'],
    ['mount', 'host'],
    ['known', 'host', 'mount'],
  ],
  keys: event => [event.data.diskId],
  on: {
    'disk.Sampled': (row, event) =>
      settle(takeSample(row ?? blankRow(event.data), observed(event))),
    'disk.ReadFailed': (row, event) =>
      settle(takeFailure(row ?? blankRow(event.data), observed(event))),
    'disk.PressureChanged': (row, event) => takeChange(row ?? blankRow(event.data), event),
    'disk.Forgotten': (row, event) => settle(takeForgotten(row ?? blankRow(event.data), event)),
    'disk.DaySummarised': (row, { data }) => {
      const { lastSample, lastFailure } = data
      const known = row ?? blankRow(data)
      const sampled = lastSample ? takeSample(known, kept(lastSample)) : known
      return settle(lastFailure ? takeFailure(sampled, kept(lastFailure)) : sampled)
    },
  },
})

// Kept as a column of its own, so that an index leads to the disks that are known.
function settle(row: DiskStatusRow): DiskStatusRow {
  const known = !isForgotten(row)
  return row.known === known ? row : { ...row, known }
}

function observed<E extends DiskObservation>({
  id,
  receivedAt,
  data,
}: Recorded<E>): Observed<E['data']> {
  return { eventId: id, receivedAt, data }
}

function kept<Data extends Disk>({ eventId, receivedAt, data }: Kept<Data>): Observed<Data> {
  return { eventId, receivedAt: new Date(receivedAt), data }
}

/** An observation, whether its own event brings it or the summary of its day. */
interface Observed<Data extends Disk> {
  readonly eventId: string
  readonly receivedAt: Date
  readonly data: Data
}

/** Takes a sample into a row unless a later one is there. */
function takeSample(row: DiskStatusRow, observed: Observed<Sample>): DiskStatusRow {
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
function takeFailure(row: DiskStatusRow, observed: Observed<FailedRead>): DiskStatusRow {
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
function takeChange(row: DiskStatusRow, event: Recorded<PressureChanged>): DiskStatusRow {
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

// It holds and blocks nothing from here on; an observation that is received later brings the disk back.
function takeForgotten(row: DiskStatusRow, event: Recorded<Forgotten>): DiskStatusRow {
  const { receivedAt, metadata, data } = event
  const known = row.forgotten_at
  const forgotten =
    known === null || known < receivedAt
      ? {
          forgotten_at: receivedAt,
          forgotten_by: metadata['actor'] ?? 'system:disk',
          forgotten_reason: data.reason,
        }
      : {}
  const revision = Number(event.revision)
  if (row.severity_revision !== null && row.severity_revision >= revision)
    return { ...row, ...forgotten }
  return {
    ...row,
    ...forgotten,
    severity: null,
    held_severity: null,
    severity_since: null,
    severity_reason: null,
    severity_event_id: event.id,
    severity_revision: revision,
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
