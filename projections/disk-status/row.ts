import type { FailedRead, PressureChange } from '../../plugins/disk/events.ts'
import type { Forecast } from '../../plugins/disk/forecasting/forecast.ts'
import type { Limits } from '../../plugins/disk/judging/limits.ts'
import type { Level, Severity } from '../../plugins/disk/severity.ts'

/** One disk: its last reading, its last failed one, and its recorded severity; null is what has not happened yet. */
export interface DiskStatusRow {
  readonly disk_id: string
  readonly host: string
  readonly mount: string
  /** Of the last observation. */
  readonly interval_seconds: number | null

  readonly sampled_at: Date | null
  readonly sample_event_id: string | null
  readonly device: string | null
  readonly fs_type: string | null
  readonly total_bytes: number | null
  readonly used_bytes: number | null
  readonly free_bytes: number | null
  readonly available_bytes: number | null
  readonly inodes_total: number | null
  readonly inodes_used: number | null
  readonly limits: Limits | null
  readonly observed_severity: Level | null
  readonly forecast: Forecast | null

  readonly failed_at: Date | null
  readonly failure_event_id: string | null
  readonly failure: FailedRead['failure'] | null
  readonly failure_message: string | null

  readonly severity: Severity | null
  readonly held_severity: Level | null
  readonly severity_since: Date | null
  readonly severity_reason: PressureChange['reason'] | null
  readonly severity_event_id: string | null
  readonly severity_revision: number | null
}
