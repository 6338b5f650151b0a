import type { AlarmKind, AlarmSeverity, AlarmState } from '../words.ts'

/** What one event says of one alarm. */
export interface Signal {
  readonly kind: AlarmKind
  /** What the alarm is about, the same in every event of it: `disk web01 /data`. */
  readonly cause: string
  /** What makes many of one cause: they are told together. */
  readonly group: string
  readonly boardId: string | null
  readonly subject: string
  readonly state: AlarmState
  readonly severity: AlarmSeverity
  readonly text: string
}
