import type { AlarmSeverity, AlarmState } from '../../core/alarm.ts'

/** How an alarm stands. */
export interface AlarmRow {
  readonly alarm_id: string
  readonly kind: string
  readonly cause: string
  readonly cause_group: string
  readonly board_id: string | null
  readonly subject: string
  readonly state: AlarmState
  readonly severity: AlarmSeverity
  readonly text: string
  /** Since when it has been raised, or when it was cleared. */
  readonly since: Date
  readonly changed_at: Date
  readonly told_at: Date | null
  readonly told_standing: string | null
  /** Raised, or not told as it stands. */
  readonly open: boolean
  readonly event_id: string
  readonly source_event_id: string
  readonly revision: number
}
