import { defineProjection } from '../../core/projection.ts'
import type { AlarmEvent, DeliveryEvent } from '../../plugins/notify/events.ts'
import { begin, takeDelivery } from './fold.ts'
import type { Notice } from './row.ts'

/** What the webhooks were to be told, and what became of it. */
export default defineProjection<Notice, AlarmEvent | DeliveryEvent>({
  name: 'notices',
  version: 1,
  columns: {
    notice_id: 'uuid',
    alarm_id: 'uuid',
    kind: 'text',
    cause_group: 'text',
    board_id: 'uuid',
    subject: 'text',
    state: 'text',
    severity: 'text',
    text: 'text',
    reminder: 'text',
    source_event_id: 'uuid',
    at: 'timestamptz',
    recorded_at: 'timestamptz',
    position: 'bigint',
    tellings: 'jsonb',
    settled: 'boolean',
  },
  indexes: [['settled'], ['alarm_id', 'position'], ['position']],
  keys: event => ('noticeIds' in event.data ? event.data.noticeIds : [event.id]),
  on: {
    'notify.AlarmRaised': (row, event) => row ?? begin(event),
    'notify.AlarmCleared': (row, event) => row ?? begin(event),
    'notify.AlarmRepeated': (row, event) => row ?? begin(event),
    'notify.Delivered': takeDelivery,
    'notify.Failed': takeDelivery,
    'notify.Withheld': takeDelivery,
  },
})
