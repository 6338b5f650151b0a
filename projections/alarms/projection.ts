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
    ['open', 'changed_at', '_key'],
    ['cause_group', 'open', '_key'],
  ],
  keys: event => [event.data.alarmId],
  on: {
    'notify.AlarmRaised': take,
    'notify.AlarmCleared': take,
    'notify.AlarmRepeated': take,
    'notify.AlarmResolved': take,
    'notify.AlarmAcknowledged': acknowledge,
    'notify.AlarmSilenced': (row, event) =>
      change(row, event, {
        silenced_by: event.data.by,
        silence_id: event.data.silenceId,
        silenced_until: new Date(event.data.until),
      }),
    'notify.AlarmUnsilenced': (row, event) =>
      change(row, event, { ...audible, heard_at: event.receivedAt }),
    'notify.AlarmForgotten': () => null,
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
    ...heard(row, event),
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

const audible = { silenced_by: null, silence_id: null, silenced_until: null }

type Heard = Pick<
  AlarmRow,
  | ('silenced_by' | 'silence_id' | 'silenced_until' | 'came_back')
  | ('raised_since' | 'critical_since' | 'heard_at')
>

function heard(
  row: AlarmRow | undefined,
  { data, receivedAt, type }: Recorded<NoticeEvent>,
): Heard {
  const isOver = data.state === 'cleared'
  const comesBack = data.state === 'raised' && row?.state === 'cleared'
  const isTold = data.webhooks.length > 0 && type !== 'notify.AlarmRepeated'
  const back = (row?.came_back ?? 0) + (comesBack ? 1 : 0)
  const { silenced_by = null, silence_id = null, silenced_until = null } = row ?? {}
  const restarts = isOver && (row?.acknowledged_at || type === 'notify.AlarmResolved')
  return {
    ...(isOver ? audible : { silenced_by, silence_id, silenced_until }),
    came_back: isTold ? 0 : back,
    raised_since: timeOf(data.raisedSince) ?? row?.raised_since ?? null,
    critical_since: timeOf(data.criticalSince) ?? row?.critical_since ?? null,
    heard_at: restarts ? receivedAt : (row?.heard_at ?? null),
  }
}

function timeOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}

function change(
  row: AlarmRow | undefined,
  { revision }: Recorded<AlarmEvent>,
  changed: Partial<AlarmRow>,
): AlarmRow | null {
  if (!row || row.revision >= Number(revision)) return row ?? null
  return { ...row, ...changed, revision: Number(revision) }
}

function acknowledge(
  row: AlarmRow | undefined,
  event: Recorded<AlarmAcknowledged>,
): AlarmRow | null {
  const { data, metadata, receivedAt } = event
  return change(row, event, {
    acknowledged_at: receivedAt,
    acknowledged_by: metadata['actor'] ?? 'system:notify',
    note: data.note,
  })
}
