import type { AlarmSeverity, AlarmState } from '../../../core/alarm.ts'

/** How far one webhook is with one notice; `retryAtMs` is 0 when it has not been tried. */
export interface Telling {
  readonly state: 'pending' | 'delivered' | 'failed' | 'withheld'
  readonly attempts: number
  readonly retryAtMs: number
}

/** A row of the read model `notices`, as far as telling looks at it. */
export interface NoticeRow {
  readonly notice_id: string
  readonly alarm_id: string
  readonly kind: string
  readonly cause_group: string
  readonly board_id: string | null
  readonly subject: string
  readonly state: AlarmState
  readonly severity: AlarmSeverity
  readonly text: string
  readonly reminder: string | null
  readonly source_event_id: string
  readonly at: Date
  readonly recorded_at: Date
  readonly position: number
  readonly tellings: Readonly<Record<string, Telling>>
}
