import type { LastReading, Severity } from '../../../core/plugin-api.ts'
import type { Limits } from '../sample-events.ts'

/** What is looked at of a row of `disk-status`. */
interface ReadDisk {
  readonly sampled_at: Date | null
  readonly sample_event_id: string | null
  readonly observed_severity: Severity | null
  readonly interval_seconds: number | null
  readonly limits: Limits | null
}

/** The last reading of a disk that succeeded, as it was by itself. */
export function lastReadingOf(row: ReadDisk | undefined): LastReading | undefined {
  const { sampled_at: at, sample_event_id: eventId, observed_severity: level } = row ?? {}
  if (!at || !eventId || !level || level === 'unknown') return undefined
  return {
    ...{ at, eventId, level, intervalSeconds: row?.interval_seconds ?? 0 },
    leaveAfterSeconds: row?.limits?.leaveAfterSeconds ?? 0,
  }
}
