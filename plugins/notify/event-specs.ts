import Joi, { type ObjectSchema } from 'joi'
import type { EventSpecs } from '../../core/plugin.ts'
import * as examples from './event-examples.ts'
import type { NotifyEvent } from './events.ts'
import { alarmKinds, alarmSeverities, alarmStates, withholdReasons } from './words.ts'

const id = (): Joi.StringSchema => Joi.string().guid()
const time = (): Joi.StringSchema => Joi.string().isoDate()
const text = (): Joi.StringSchema => Joi.string().max(4_000)
const kind = Joi.valid(...alarmKinds)
const webhook = Joi.string().max(40).description('Name of the webhook.')

// Every field is required unless it says otherwise: an event tells all or is refused.
function record(fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema {
  return Joi.object(fields).prefs({ presence: 'required' })
}

const notice = {
  alarmId: id().description('Id of the alarm, made of its cause.'),
  kind: kind.description('What it is about.'),
  cause: text().description('What the alarm is about, the same in every event of it.'),
  group: text().description('What is told in one message.'),
  boardId: id().allow(null).description('Its board, if it has one.'),
  subject: text().description('A short name of what it is about.'),
  state: Joi.valid(...alarmStates).description('Whether it is so, or is over.'),
  severity: Joi.valid(...alarmSeverities).description('How bad it is.'),
  text: text().description('What a person is told.'),
  sourceEventId: id().description('Id of the event that it follows from.'),
  at: time().description('When Decklog received that event.'),
  webhooks: Joi.array()
    .items(webhook)
    .description('Who is to be told; nobody when the same has just been told.'),
}

const message = {
  messageId: id().description('Id of the message, the same at every attempt.'),
  webhook,
  noticeIds: Joi.array().items(id()).description('Ids of the events that it tells.'),
}

const attempt = {
  ...message,
  attempt: Joi.number().integer().min(1).description('Which attempt it was.'),
  durationMs: Joi.number().integer().min(0).description('How long it took.'),
}

/** The events of this plugin: what their data must be, and an example of each. */
export const notifyEvents: EventSpecs<NotifyEvent> = {
  'notify.AlarmRaised': {
    summary: 'Something is wrong, or is wrong in another way than before.',
    schemaVersion: 1,
    data: record(notice),
    example: examples.raised,
  },
  'notify.AlarmCleared': {
    summary: 'What was wrong is over.',
    schemaVersion: 1,
    data: record(notice),
    example: examples.cleared,
  },
  'notify.AlarmRepeated': {
    summary: 'An alarm is to be told again although nothing has changed.',
    schemaVersion: 1,
    data: record({
      ...notice,
      reason: Joi.valid('still_critical', 'settled').description(
        '`still_critical`: it lasts. `settled`: it had come and gone, and this is how it ended.',
      ),
    }),
    example: examples.repeated,
  },
  'notify.Delivered': {
    summary: 'A webhook has taken a message.',
    schemaVersion: 1,
    data: record({
      ...attempt,
      status: Joi.number().integer().description('The HTTP status that it answered.'),
    }),
    example: examples.delivered,
  },
  'notify.Failed': {
    summary: 'A webhook has not taken a message.',
    schemaVersion: 1,
    data: record({
      ...attempt,
      reason: text().description('Why not.'),
      retryAt: time().allow(null).description('When it is tried again; null when it is given up.'),
    }),
    example: examples.failed,
  },
  'notify.Withheld': {
    summary: 'A notice was kept from a webhook.',
    schemaVersion: 1,
    data: record({ ...message, reason: Joi.valid(...withholdReasons).description('Why.') }),
    example: examples.withheld,
  },
  'notify.MuteSet': {
    summary: 'Somebody wants not to be told of some alarms for a while.',
    schemaVersion: 1,
    data: record({
      muteId: id().description('Id of the mute.'),
      kind: kind.allow(null).description('Of which kind; null: all.'),
      boardId: id().allow(null).description('Of which board; null: all.'),
      alarmId: id().allow(null).description('Which alarm; null: all.'),
      reason: text().description('Why.'),
      expiresAt: time().description('When it ends by itself.'),
    }),
    example: examples.muteSet,
  },
  'notify.MuteLifted': {
    summary: 'Somebody ended a mute before its time.',
    schemaVersion: 1,
    data: record({ muteId: id().description('Id of the mute.') }),
    example: examples.muteLifted,
  },
}
