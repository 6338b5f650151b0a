import { alarmSeverities, alarmStates } from '../../core/alarm.ts'
import { defineEvent, eventSpecs, type EventOf } from '../../core/events/define-event.ts'
import { count, id, list, nullable, number, oneOf, record, text, time } from '../../core/shape.ts'
import type { RecordOf } from '../../core/shape.ts'
import { alarmIdOf } from './streams.ts'

const bounded = (description: string, example: string) =>
  text(description, example, schema => schema.max(4_000))
const kind = text('What it is about.', 'disk', schema => schema.pattern(/^[a-z][a-z0-9]{0,39}$/))
const webhook = text('Name of the webhook.', 'ops', schema => schema.max(40))
const cause = 'disk web01 /data'

/** What an alarm is about. `cause` names it for good; alarms of one `group` are told in one message. */
const subject = {
  alarmId: id('Id of the alarm, made of its cause.', alarmIdOf(cause)),
  kind,
  cause: bounded('What the alarm is about, the same in every event of it.', cause),
  group: bounded('What is told in one message.', 'disk web01'),
  boardId: nullable(id('Its board, if it has one.', ''), null),
  subject: bounded('A short name of what it is about.', '/data of web01'),
}

/** How an alarm stands, and whom that is to be told. */
const notice = {
  ...subject,
  state: oneOf(alarmStates, 'Whether it is so, or is over.'),
  severity: oneOf(alarmSeverities, 'How bad it is.', 'critical'),
  text: bounded(
    'What a person is told.',
    '/data of web01 is critical: 93.4 % used, 66.1 GB available.',
  ),
  sourceEventId: id(
    'Id of the event that it follows from.',
    '0199a3c0-0000-7000-8000-000000000001',
  ),
  at: time('When Decklog received that event.', '2026-01-01T00:00:00.000Z'),
  webhooks: list(webhook, 'Who is to be told; nobody when the same has just been told.'),
}

const message = {
  messageId: id(
    'Id of the message, the same at every attempt.',
    '9b1c7c6e-5d7e-5f0a-9a1f-0a2f6a6f3c11',
  ),
  webhook,
  noticeIds: list(
    id('Id of one.', '0199a3c0-0000-7000-8000-000000000003'),
    'Ids of the events that it tells.',
  ),
}

const attempt = {
  ...message,
  attempt: number('Which attempt it was.', 1, schema => schema.integer().min(1)),
  durationMs: count('How long it took.', 84),
}

// In the stream of the alarm.
const raised = defineEvent({
  type: 'notify.AlarmRaised',
  summary: 'Something is wrong, or is wrong in another way than before.',
  data: record(notice),
})
const cleared = defineEvent({
  type: 'notify.AlarmCleared',
  summary: 'What was wrong is over.',
  data: record(notice),
  example: {
    state: 'cleared',
    text: '/data of web01 is ok: 61.0 % used, 390 GB available.',
    sourceEventId: '0199a3c0-0000-7000-8000-000000000002',
    at: '2026-01-01T02:00:00.000Z',
  },
})
const repeated = defineEvent({
  type: 'notify.AlarmRepeated',
  summary: 'An alarm is to be told again although nothing has changed.',
  data: record({
    ...notice,
    reason: oneOf(
      ['still_critical', 'settled'],
      '`still_critical`: it lasts. `settled`: it had come and gone, and this is how it ended.',
    ),
  }),
})

// In the stream of the webhook.
const delivered = defineEvent({
  type: 'notify.Delivered',
  summary: 'A webhook has taken a message.',
  data: record({
    ...attempt,
    status: number('The HTTP status that it answered.', 204, schema => schema.integer()),
  }),
})
const failed = defineEvent({
  type: 'notify.Failed',
  summary: 'A webhook has not taken a message.',
  data: record({
    ...attempt,
    reason: bounded('Why not.', 'it did not answer in time'),
    retryAt: nullable(
      time('When it is tried again; null when it is given up.', '2026-01-01T00:00:20.000Z'),
    ),
  }),
  example: { durationMs: 5_000 },
})
const withheld = defineEvent({
  type: 'notify.Withheld',
  summary: 'A notice was kept from a webhook.',
  data: record({
    ...message,
    reason: oneOf(['muted', 'quiet_hours', 'not_configured'], 'Why.', 'quiet_hours'),
  }),
})

/** Which alarms a mute silences; null matches all. */
const scope = {
  kind: nullable(text('Of which kind; null: all.', 'disk', schema => schema.max(40))),
  boardId: nullable(id('Of which board; null: all.', ''), null),
  alarmId: nullable(id('Which alarm; null: all.', ''), null),
}

// In the stream of the mute.
const muteId = id('Id of the mute.', '0199a3c0-0000-7000-8000-000000000004')
const muteSet = defineEvent({
  type: 'notify.MuteSet',
  summary: 'Somebody wants not to be told of some alarms for a while.',
  data: record({
    muteId,
    ...scope,
    reason: bounded('Why.', 'The disks of the lab are being replaced.'),
    expiresAt: time('When it ends by itself.', '2026-01-01T08:00:00.000Z'),
  }),
})
const muteLifted = defineEvent({
  type: 'notify.MuteLifted',
  summary: 'Somebody ended a mute before its time.',
  data: record({ muteId }),
})

export type AlarmSubject = RecordOf<typeof subject>
export type AlarmNotice = RecordOf<typeof notice>
export type MuteScope = RecordOf<typeof scope>
export type ReminderReason = EventOf<typeof repeated>['data']['reason']
export type WithholdReason = EventOf<typeof withheld>['data']['reason']

export type AlarmEvent = EventOf<typeof raised | typeof cleared | typeof repeated>
export type DeliveryEvent = EventOf<typeof delivered | typeof failed | typeof withheld>
export type MuteEvent = EventOf<typeof muteSet | typeof muteLifted>
export type NotifyEvent = AlarmEvent | DeliveryEvent | MuteEvent

/** The events of this plugin. */
export const notifyEvents = eventSpecs(
  ...[raised, cleared, repeated],
  ...[delivered, failed, withheld],
  ...[muteSet, muteLifted],
)
