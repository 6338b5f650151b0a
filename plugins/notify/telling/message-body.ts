import type { NoticeRow } from './notice.ts'

/** A message: what it is, when and by whom it is sent, and what it tells. */
export interface MessageToTell {
  readonly messageId: string
  readonly node: string
  readonly at: Date
  readonly notices: readonly NoticeRow[]
}

/** The JSON text of a message. */
export function messageBody({ messageId, node, at, notices }: MessageToTell): string {
  return JSON.stringify({
    id: messageId,
    sent_at: at.toISOString(),
    node,
    summary: summaryOf(notices),
    severity: notices.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning',
    alarms: notices.map(notice => ({
      id: notice.alarm_id,
      kind: notice.kind,
      subject: notice.subject,
      state: notice.state,
      severity: notice.severity,
      text: notice.text,
      reminder: notice.reminder,
      board_id: notice.board_id,
      at: notice.at.toISOString(),
      event_id: notice.notice_id,
      source_event_id: notice.source_event_id,
    })),
  })
}

/** Says in a sentence or two what the notices tell. */
export function summaryOf(notices: readonly NoticeRow[]): string {
  const last = notices.at(-1)
  if (!last) return 'This is a test: nothing has happened.'
  const told = last.reminder === 'still_critical' ? `Still so: ${last.text}` : last.text
  if (notices.length === 1) return told
  const raised = notices.filter(({ state }) => state === 'raised').length
  const cleared = notices.length - raised
  return `${notices.length} alarms (${raised} raised, ${cleared} cleared). The latest: ${told}`
}
