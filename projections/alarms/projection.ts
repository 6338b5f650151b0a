import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type {
  AlarmAcknowledged,
  AlarmEvent,
  NoticeEvent,
} from '../../plugins/notify/alarm-events.ts'
import { alarmTable, calledIn, type AlarmRow } from '../../plugins/notify/rows.ts'

/** Every alarm that was ever raised, as it stands. */
export default defineProjection<AlarmRow, AlarmEvent>({
  name: 'alarms',
  version: 3,
  columns: alarmTable.columns,
  indexes: [
    ['changed_at', 'alarm_id'],
    ['board_id', 'changed_at', 'alarm_id'],
    ['state', 'changed_at', 'alarm_id'],
    ['kind', 'changed_at', 'alarm_id'],
    ['open', '_key'],
    ['cause_group', 'open', '_key'],
  ],
  keys: event => [event.data.alarmId],
  on: {
    'notify.AlarmRaised': take,
    'notify.AlarmCleared': take,
    'notify.AlarmRepeated': take,
    'notify.AlarmResolved': take,
    'notify.AlarmAcknowledged': acknowledge,
  },
})

function take(row: AlarmRow | undefined, event: Recorded<NoticeEvent>): AlarmRow {
  const revision = Number(event.revision)
  if (row && row.revision >= revision) return row
  const { data, id, receivedAt } = event
  const standing = `${data.state} ${data.severity}`
  const told = data.webhooks.length > 0
  const toldStanding = told ? standing : (row?.told_standing ?? null)
  const unsettled = toldStanding !== null && toldStanding !== standing
  return {
    alarm_id: data.alarmId,
    kind: data.kind,
    cause: data.cause,
    cause_group: data.group,
    board_id: data.boardId,
    subject: data.subject,
    state: data.state,
    severity: data.severity,
    text: data.text,
    ...calledIn(data),
    since: row?.state === data.state ? row.since : new Date(data.at),
    changed_at: event.type === 'notify.AlarmRepeated' && row ? row.changed_at : new Date(data.at),
    told_at: told ? receivedAt : (row?.told_at ?? null),
    told_standing: toldStanding,
    open: data.state === 'raised' || unsettled,
    ...lookedAfter(row, event),
    event_id: id,
    source_event_id: data.sourceEventId,
    revision,
  }
}

type LookedAfter = Pick<AlarmRow, 'acknowledged_at' | 'acknowledged_by' | 'note'>

// Somebody looks after an alarm until it is over, or worse than what they saw.
function lookedAfter(row: AlarmRow | undefined, { type, data }: NoticeEvent): LookedAfter {
  const nobody = { acknowledged_at: null, acknowledged_by: null, note: null }
  if (type === 'notify.AlarmResolved') return { ...nobody, note: data.note }
  const isWorse = row?.severity === 'warning' && data.severity === 'critical'
  if (!row?.acknowledged_at || data.state === 'cleared' || isWorse) return nobody
  const { acknowledged_at, acknowledged_by, note } = row
  return { acknowledged_at, acknowledged_by, note }
}

function acknowledge(
  row: AlarmRow | undefined,
  { data, metadata, receivedAt, revision }: Recorded<AlarmAcknowledged>,
): AlarmRow | null {
  if (!row || row.revision >= Number(revision)) return row ?? null
  return {
    ...row,
    acknowledged_at: receivedAt,
    acknowledged_by: metadata['actor'] ?? 'system:notify',
    note: data.note,
    revision: Number(revision),
  }
}
