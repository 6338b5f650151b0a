import type { Recorded } from '../../core/event.ts'
import { defineProjection } from '../../core/projection.ts'
import type { AlarmEvent, DeliveryEvent } from '../../plugins/notify/events.ts'
import type { Telling } from '../../plugins/notify/telling/notice.ts'
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
  indexes: [
    ['position', 'notice_id'],
    ['alarm_id', 'position', 'notice_id'],
    ['board_id', 'position', 'notice_id'],
    ['settled', 'position', 'notice_id'],
    ['settled', '_key'],
  ],
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

/** The row of a notice that nobody has been told yet. */
export function begin(event: Recorded<AlarmEvent>): Notice {
  const { data, id, recordedAt, position, type } = event
  const untold: Telling = { state: 'pending', attempts: 0, retryAtMs: 0 }
  return {
    notice_id: id,
    alarm_id: data.alarmId,
    kind: data.kind,
    cause_group: data.group,
    board_id: data.boardId,
    subject: data.subject,
    state: data.state,
    severity: data.severity,
    text: data.text,
    reminder: type === 'notify.AlarmRepeated' ? event.data.reason : null,
    source_event_id: data.sourceEventId,
    at: new Date(data.at),
    recorded_at: recordedAt,
    position: Number(position),
    tellings: Object.fromEntries(data.webhooks.map(name => [name, untold])),
    settled: data.webhooks.length === 0,
  }
}

/** Takes what became of a message into one of its notices, in whatever order it is told. */
export function takeDelivery(
  row: Notice | undefined,
  event: Recorded<DeliveryEvent>,
): Notice | null {
  const known = row?.tellings[event.data.webhook]
  if (!row || !known) return row ?? null
  const tellings = { ...row.tellings, [event.data.webhook]: merge(known, toldBy(event)) }
  const settled = Object.values(tellings).every(({ state }) => state !== 'pending')
  return { ...row, tellings, settled }
}

function toldBy(event: DeliveryEvent): Telling {
  switch (event.type) {
    case 'notify.Delivered':
      return { state: 'delivered', attempts: event.data.attempt, retryAtMs: 0 }
    case 'notify.Withheld':
      return { state: 'withheld', attempts: 0, retryAtMs: 0 }
    case 'notify.Failed': {
      const { attempt, retryAt } = event.data
      if (retryAt === null) return { state: 'failed', attempts: attempt, retryAtMs: 0 }
      return { state: 'pending', attempts: attempt, retryAtMs: Date.parse(retryAt) }
    }
    default:
      return event satisfies never
  }
}

const states = ['pending', 'failed', 'withheld', 'delivered'] as const

// What was delivered stays so; of the rest the last word counts, which is the one with the most attempts.
function merge(known: Telling, next: Telling): Telling {
  const rank = Math.max(states.indexOf(known.state), states.indexOf(next.state))
  const state = states[rank] ?? next.state
  return {
    state,
    attempts: Math.max(known.attempts, next.attempts),
    retryAtMs: state === 'pending' ? Math.max(known.retryAtMs, next.retryAtMs) : 0,
  }
}
