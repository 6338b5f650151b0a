import type { NoticeRow } from '../../plugins/notify/telling/notice.ts'

/** One notice of an alarm, and how far each webhook is with it. */
export interface Notice extends NoticeRow {
  /** Nobody waits for it any more. */
  readonly settled: boolean
}
