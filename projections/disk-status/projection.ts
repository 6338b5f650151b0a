import {
  changedLevel,
  defineProjection,
  forgottenBy,
  isLatest,
  isNewFailure,
  isNewSample,
  isTaken,
  noLevel,
  observed,
  type ObservationOf,
  observedAsKept,
  type Recorded,
} from '../../core/plugin-api.ts'
import type { DiskEvent, Forgotten, PressureChanged } from '../../plugins/disk/events.ts'
import type { FailedRead, Sample } from '../../plugins/disk/sample-events.ts'
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
      const sampled = lastSample ? takeSample(known, observedAsKept(lastSample)) : known
      return settle(lastFailure ? takeFailure(sampled, observedAsKept(lastFailure)) : sampled)
    },
  },
})

// Kept as a column of its own, so that an index leads to the disks that are known.
function settle(row: DiskStatusRow): DiskStatusRow {
  const known = !isForgotten(row)
  return row.known === known ? row : { ...row, known }
}

/** Takes a sample into a row unless a later one is there. */
function takeSample(row: DiskStatusRow, taken: ObservationOf<Sample>): DiskStatusRow {
  const { eventId, receivedAt, data } = taken
  if (!isNewSample(taken, row)) return row
  return {
    ...row,
    interval_seconds: intervalAfter(row, taken),
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
function takeFailure(row: DiskStatusRow, taken: ObservationOf<FailedRead>): DiskStatusRow {
  const { eventId, receivedAt, data } = taken
  if (!isNewFailure(taken, row)) return row
  return {
    ...row,
    interval_seconds: intervalAfter(row, taken),
    failed_at: receivedAt,
    failure_event_id: eventId,
    failure: data.failure,
    failure_message: data.message,
  }
}

/** Takes a change of severity into a row unless a later one is there. */
function takeChange(row: DiskStatusRow, event: Recorded<PressureChanged>): DiskStatusRow {
  return isTaken(event, row) ? row : { ...row, ...changedLevel(event) }
}

// An observation that is received later brings the disk back.
function takeForgotten(row: DiskStatusRow, event: Recorded<Forgotten>): DiskStatusRow {
  const forgotten = { ...row, ...forgottenBy(event, row, 'system:disk') }
  return isTaken(event, row) ? forgotten : { ...forgotten, ...noLevel(event) }
}

function intervalAfter(
  row: DiskStatusRow,
  taken: ObservationOf<Sample | FailedRead>,
): number | null {
  return isLatest(taken, row) ? taken.data.intervalSeconds : row.interval_seconds
}
