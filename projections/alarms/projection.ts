import type { Recorded } from '../../core/event.ts'
import { defineProjection } from '../../core/projection.ts'
import type { AlarmEvent } from '../../plugins/notify/events.ts'
import type { AlarmRow } from './row.ts'

/** Every alarm that was ever raised, as it stands. */
export default defineProjection<AlarmRow, AlarmEvent>({
  name: 'alarms',
  version: 1,
  columns: {
    alarm_id: 'uuid',
    kind: 'text',
    cause: 'text',
    cause_group: 'text',
    board_id: 'uuid',
    subject: 'text',
    state: 'text',
    severity: 'text',
    text: 'text',
    since: 'timestamptz',
    changed_at: 'timestamptz',
    told_at: 'timestamptz',
    told_standing: 'text',
    open: 'boolean',
    event_id: 'uuid',
    source_event_id: 'uuid',
    revision: 'bigint',
  },
  indexes: [
    ['changed_at', 'alarm_id'],
    ['board_id', 'changed_at', 'alarm_id'],
    ['state', 'changed_at', 'alarm_id'],
    ['kind', 'changed_at', 'alarm_id'],
    ['open', '_key'],
  ],
  keys: event => [event.data.alarmId],
  on: {
    'notify.AlarmRaised': take,
    'notify.AlarmCleared': take,
    'notify.AlarmRepeated': take,
  },
})

function take(row: AlarmRow | undefined, event: Recorded<AlarmEvent>): AlarmRow {
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
    since: row?.state === data.state ? row.since : new Date(data.at),
    changed_at: event.type === 'notify.AlarmRepeated' && row ? row.changed_at : new Date(data.at),
    told_at: told ? receivedAt : (row?.told_at ?? null),
    told_standing: toldStanding,
    open: data.state === 'raised' || unsettled,
    event_id: id,
    source_event_id: data.sourceEventId,
    revision,
  }
}
