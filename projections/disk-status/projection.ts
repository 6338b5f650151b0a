import type { Recorded } from '../../core/event.ts'
import { defineProjection } from '../../core/projection.ts'
import type { Disk, DiskEvent, DiskObservation, Kept } from '../../plugins/disk/events.ts'
import { blankRow, takeChange, takeFailure, takeSample, type Observed } from './fold.ts'
import type { DiskStatusRow } from './row.ts'

type StatusEvent = Exclude<DiskEvent, { type: 'disk.DetailExpired' }>

/** How every disk stands. Summaries of days bring the last observation of a day again, for when its own event has expired. */
export default defineProjection<DiskStatusRow, StatusEvent>({
  name: 'disk-status',
  version: 1,
  columns: {
    disk_id: 'uuid',
    host: 'text',
    mount: 'text',
    interval_seconds: 'double precision',
    sampled_at: 'timestamptz',
    sample_event_id: 'uuid',
    device: 'text',
    fs_type: 'text',
    total_bytes: 'bigint',
    used_bytes: 'bigint',
    free_bytes: 'bigint',
    available_bytes: 'bigint',
    inodes_total: 'bigint',
    inodes_used: 'bigint',
    limits: 'jsonb',
    observed_severity: 'text',
    forecast: 'jsonb',
    failed_at: 'timestamptz',
    failure_event_id: 'uuid',
    failure: 'text',
    failure_message: 'text',
    severity: 'text',
    held_severity: 'text',
    severity_since: 'timestamptz',
    severity_reason: 'text',
    severity_event_id: 'uuid',
    severity_revision: 'bigint',
  },
  indexes: [['host', 'mount']],
  keys: event => [event.data.diskId],
  on: {
    'disk.Sampled': (row, event) => takeSample(row ?? blankRow(event.data), observed(event)),
    'disk.ReadFailed': (row, event) => takeFailure(row ?? blankRow(event.data), observed(event)),
    'disk.PressureChanged': (row, event) => takeChange(row ?? blankRow(event.data), event),
    'disk.DaySummarised': (row, { data }) => {
      const { lastSample, lastFailure } = data
      const known = row ?? blankRow(data)
      const sampled = lastSample ? takeSample(known, kept(lastSample)) : known
      return lastFailure ? takeFailure(sampled, kept(lastFailure)) : sampled
    },
  },
})

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
