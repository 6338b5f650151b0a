import {
  alarmSeverities,
  alarmStates,
  defineEvent,
  type EventOf,
  type RecordOf,
  shapes,
} from '../../core/plugin-api.ts'
import { calling } from './calling.ts'
import { alarmIdOf } from './streams.ts'

/** Text of a few sentences. */
export const bounded = (description: string, example: string) =>
  shapes.text(description, example, schema => schema.max(4_000))

/** Name of a webhook. */
export const webhook = shapes.text('Name of the webhook.', 'ops', schema => schema.max(40))

const cause = 'disk web01 /data'
const alarmId = shapes.id('Id of the alarm, made of its cause.', alarmIdOf(cause))

// `cause` names an alarm for good; alarms of one `group` are told in one message.
const subject = {
  alarmId,
  kind: shapes.text('What it is about.', 'disk', schema => schema.pattern(/^[a-z][a-z0-9]{0,39}$/)),
  cause: bounded('What the alarm is about, the same in every event of it.', cause),
  group: bounded('What is told in one message.', 'disk web01'),
  boardId: shapes.nullable(shapes.id('Its board, if it has one.', cause), null),
  subject: bounded('A short name of what it is about.', '/data of web01'),
}

const notice = {
  ...subject,
  ...calling,
  state: shapes.oneOf(alarmStates, 'Whether it is so, or is over.'),
  severity: shapes.oneOf(alarmSeverities, 'How bad it is.', 'critical'),
  text: bounded(
    'What a person is told.',
    '/data of web01 is critical: 93.4 % used, 66.1 GB available.',
  ),
  sourceEventId: shapes.id(
    'Id of the event that it follows from.',
    '0199a3c0-0000-7000-8000-000000000001',
  ),
  at: shapes.time('When Decklog received that event.', '2026-01-01T00:00:00.000Z'),
  raisedSince: shapes.optional(
    shapes.time(
      'Since when it is so; what comes back before it has settled was never over.',
      '2026-01-01T00:00:00.000Z',
    ),
  ),
  criticalSince: shapes.optional(
    shapes.time('Since when it is critical, likewise.', '2026-01-01T00:00:00.000Z'),
  ),
  cameBack: shapes.optional(
    shapes.count('How often it has come back since it was last told, where that is told.', 14),
  ),
  webhooks: shapes.list(webhook, 'Who is to be told; nobody when the same has just been told.'),
}

const note = shapes.text(
  'What the person who did it says.',
  'The log of the import filled it.',
  schema => schema.max(1_000),
)
const over = {
  state: 'cleared',
  text: '/data of web01 is ok: 61.0 % used, 390 GB available.',
  sourceEventId: '0199a3c0-0000-7000-8000-000000000002',
  at: '2026-01-01T02:00:00.000Z',
} as const

/** Why an alarm is told again although nothing has changed. */
export const repeatReasons = [
  'still_critical',
  'settled',
  'flapping',
  'receiver_added',
  'escalated',
  'acknowledged',
] as const

export const alarmRaised = defineEvent({
  type: 'notify.AlarmRaised',
  summary: 'Something is wrong, or is wrong in another way than before.',
  data: shapes.record(notice),
})

export const alarmCleared = defineEvent({
  type: 'notify.AlarmCleared',
  summary: 'What was wrong is over.',
  data: shapes.record(notice),
  example: over,
})

export const alarmRepeated = defineEvent({
  type: 'notify.AlarmRepeated',
  summary: 'An alarm is to be told again although nothing has changed.',
  data: shapes.record({
    ...notice,
    reason: shapes.oneOf(
      repeatReasons,
      '`still_critical`: it lasts. `settled`: it had come and gone, and this is how it ended. `flapping`: it has kept coming and going. `receiver_added`: it lasts, and there is somebody now to tell. `escalated`: nobody looks after it. `acknowledged`: somebody does, for receivers that keep alarms of their own.',
    ),
    route: shapes.optional(shapes.text('The route by which it is escalated.', 'oncall')),
  }),
})

export const alarmResolved = defineEvent({
  type: 'notify.AlarmResolved',
  summary: 'Somebody said that what was wrong is over.',
  data: shapes.record({ ...notice, note }),
  example: { ...over, text: '/data of web01 was resolved by person:alice.' },
})

export const alarmSilenced = defineEvent({
  type: 'notify.AlarmSilenced',
  summary:
    'A mute or a maintenance window keeps a raised alarm from being told; nobody is waited for.',
  data: shapes.record({
    alarmId,
    by: shapes.oneOf(['mute', 'window'], 'What silences it.'),
    silenceId: shapes.id('Id of the mute or of the window.', alarmIdOf('silence')),
    until: shapes.time('When that ends by itself.', '2026-01-01T08:00:00.000Z'),
  }),
})

export const alarmUnsilenced = defineEvent({
  type: 'notify.AlarmUnsilenced',
  summary:
    'Nothing silences an alarm any more: from now on it is waited for somebody to look after it.',
  data: shapes.record({ alarmId }),
})

export const alarmAcknowledged = defineEvent({
  type: 'notify.AlarmAcknowledged',
  summary: 'Somebody looks after an alarm: it is not told again until it gets worse.',
  data: shapes.record({
    alarmId,
    note,
    receivers: shapes.optional(
      shapes.list(
        shapes.record({
          name: webhook,
          toldAt: shapes.time('When it was first to be told.', '2026-01-01T00:00:00.000Z'),
        }),
        'Who had been told of it.',
      ),
    ),
  }),
})

export const alarmForgotten = defineEvent({
  type: 'notify.AlarmForgotten',
  summary: 'An alarm that has long been over is not listed any more.',
  data: shapes.record({ alarmId }),
})

export type AlarmNotice = RecordOf<typeof notice>
export type AlarmRepeated = EventOf<typeof alarmRepeated>
export type AlarmSilenced = EventOf<typeof alarmSilenced>
export type AlarmAcknowledged = EventOf<typeof alarmAcknowledged>

/** The events that tell how an alarm stands: each is a notice to be told. */
export type NoticeEvent =
  EventOf<typeof alarmRaised | typeof alarmCleared | typeof alarmResolved> | AlarmRepeated

/** Everything that happens to an alarm, in its stream. */
export type AlarmEvent =
  | NoticeEvent
  | AlarmAcknowledged
  | AlarmSilenced
  | EventOf<typeof alarmUnsilenced | typeof alarmForgotten>
