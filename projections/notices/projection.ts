import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { NoticeEvent } from '../../plugins/notify/alarm-events.ts'
import type { NoticesForgotten } from '../../plugins/notify/forgetting/forget-events.ts'
import { noticeTable, calledIn, toldText, type NoticeRow } from '../../plugins/notify/rows.ts'

/** What was to be told, whether or not there was anybody to tell, until that is long ago. */
export default defineProjection<NoticeRow, NoticeEvent | NoticesForgotten>({
  name: 'notices',
  version: 3,
  columns: noticeTable.columns,
  indexes: [
    ['position', 'notice_id'],
    ['alarm_id', 'position', 'notice_id'],
    ['board_id', 'position', 'notice_id'],
    ['recorded_at', '_key'],
  ],
  keys: ({ id, data }) => ('noticeIds' in data ? data.noticeIds : [id]),
  on: {
    'notify.AlarmRaised': (row, event) => row ?? noticeOf(event),
    'notify.AlarmCleared': (row, event) => row ?? noticeOf(event),
    'notify.AlarmRepeated': (row, event) => row ?? noticeOf(event),
    'notify.AlarmResolved': (row, event) => row ?? noticeOf(event),
    'notify.NoticesForgotten': () => null,
  },
})

function noticeOf(event: Recorded<NoticeEvent>): NoticeRow {
  const { data, id, recordedAt, position, type } = event
  return {
    notice_id: id,
    alarm_id: data.alarmId,
    kind: data.kind,
    cause_group: data.group,
    board_id: data.boardId,
    subject: data.subject,
    state: data.state,
    severity: data.severity,
    text: toldText(data),
    ...calledIn(data),
    reminder: type === 'notify.AlarmRepeated' ? data.reason : null,
    source_event_id: data.sourceEventId,
    at: new Date(data.at),
    recorded_at: recordedAt,
    position: Number(position),
  }
}
