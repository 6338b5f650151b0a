import {
  defineEvent,
  type EventOf,
  eventSpecs,
  type RecordOf,
  shapes,
} from '../../core/plugin-api.ts'
import { channelEvents, type ChannelEvent } from './watching/channel-events.ts'
import * as alarms from './alarm-events.ts'
import { bounded, webhook, type AlarmEvent } from './alarm-events.ts'
import { type NoticesForgotten, noticesForgotten } from './forgetting/forget-events.ts'
import * as windows from './windows/window-events.ts'

// One message, by which several notices reach one webhook.
const message = {
  messageId: shapes.id(
    'Id of the message, the same at every attempt.',
    '9b1c7c6e-5d7e-5f0a-9a1f-0a2f6a6f3c11',
  ),
  webhook,
  noticeIds: shapes.list(
    shapes.id('Id of one.', '0199a3c0-0000-7000-8000-000000000003'),
    'Ids of the events that it tells.',
  ),
}

// What it opens is recorded before it is sent, so that whoever sends it again opens no second one.
const stormId = shapes.optional(
  shapes.id(
    'Of a pager: the storm, one incident there, that all that this tells to be raised is in.',
    'none',
  ),
)

const attempt = {
  ...message,
  stormId,
  attempt: shapes.number('Which attempt it was.', 1, schema => schema.integer().min(1)),
  durationMs: shapes.count('How long it took.', 84),
}

// A message tells so many notices that their ids alone take more than an event usually may.
const maxBytes = 64 * 1_024

// In a stream that keeps the last alone: which message was begun, and whether it arrived may never be known.
const sending = defineEvent({
  type: 'notify.Sending',
  summary: 'A message is about to be sent to a receiver; what became of it follows.',
  maxBytes,
  data: shapes.record({
    ...message,
    stormId,
    attempt: shapes.number('Which attempt it is.', 1, schema => schema.integer().min(1)),
  }),
})

// In the stream of the webhook.
const delivered = defineEvent({
  type: 'notify.Delivered',
  summary: 'A webhook has taken a message.',
  maxBytes,
  data: shapes.record({
    ...attempt,
    status: shapes.number('The HTTP status that it answered.', 204, schema => schema.integer()),
  }),
})
const failed = defineEvent({
  type: 'notify.Failed',
  summary: 'A webhook has not taken a message.',
  maxBytes,
  data: shapes.record({
    ...attempt,
    reason: bounded('Why not.', 'it did not answer in time'),
    retryAt: shapes.nullable(
      shapes.time('When it is tried again; null when it is given up.', '2026-01-01T00:00:20.000Z'),
    ),
    digestOf: shapes.optional(
      shapes.id('Of a digest: a maintenance window that kept back what it tells.', 'none'),
    ),
    triedSince: shapes.optional(
      shapes.time('When it was first tried.', '2026-01-01T00:00:05.000Z'),
    ),
  }),
  example: { durationMs: 5_000 },
})
/** Why a notice may be kept from a receiver. */
export const withholdReasons = ['muted', 'window', 'quiet_hours', 'not_configured'] as const

const withheld = defineEvent({
  type: 'notify.Withheld',
  summary: 'A notice was kept from a webhook; it is told once when that ends, if it is still so.',
  maxBytes,
  data: shapes.record({
    ...message,
    stormId,
    reason: shapes.oneOf(withholdReasons, 'Why.', 'quiet_hours'),
    silenceId: shapes.optional(shapes.id('Id of the mute or of the window that keeps it.', 'none')),
  }),
})
const lapsed = defineEvent({
  type: 'notify.Lapsed',
  summary:
    'Notices that had waited for a webhook are not told any more: they are no longer so, or a pager keeps them in an incident that goes on.',
  maxBytes,
  data: shapes.record(message),
})

/** Which alarms a mute silences; null matches all. */
const scope = {
  kind: shapes.nullable(shapes.text('Of which kind; null: all.', 'disk', schema => schema.max(40))),
  boardId: shapes.nullable(shapes.id('Of which board; null: all.', 'none'), null),
  alarmId: shapes.nullable(shapes.id('Which alarm; null: all.', 'none'), null),
}

// In the stream of the mute.
const muteId = shapes.id('Id of the mute.', '0199a3c0-0000-7000-8000-000000000004')
const muteSet = defineEvent({
  type: 'notify.MuteSet',
  summary: 'Somebody wants not to be told of some alarms for a while.',
  data: shapes.record({
    muteId,
    ...scope,
    reason: bounded('Why.', 'The disks of the lab are being replaced.'),
    expiresAt: shapes.time('When it ends by itself.', '2026-01-01T08:00:00.000Z'),
  }),
})
const muteLifted = defineEvent({
  type: 'notify.MuteLifted',
  summary: 'Somebody ended a mute before its time.',
  data: shapes.record({ muteId }),
})
const muteExpired = defineEvent({
  type: 'notify.MuteExpired',
  summary: 'A mute came to its end.',
  data: shapes.record({ muteId }),
})
const muteForgotten = defineEvent({
  type: 'notify.MuteForgotten',
  summary: 'A mute that ended long ago is not listed any more.',
  data: shapes.record({ muteId }),
})

export type MuteScope = RecordOf<typeof scope>
export type Withheld = EventOf<typeof withheld>
export type DeliveryEvent = EventOf<
  typeof delivered | typeof failed | typeof withheld | typeof lapsed
>
export type MuteEvent = EventOf<
  typeof muteSet | typeof muteLifted | typeof muteExpired | typeof muteForgotten
>
export type NotifyEvent =
  | AlarmEvent
  | DeliveryEvent
  | EventOf<typeof sending>
  | MuteEvent
  | windows.WindowEvent
  | ChannelEvent
  | NoticesForgotten

/** The events of this plugin. */
export const notifyEvents = eventSpecs(
  ...[alarms.alarmRaised, alarms.alarmCleared, alarms.alarmRepeated],
  ...[alarms.alarmResolved, alarms.alarmAcknowledged],
  ...[alarms.alarmSilenced, alarms.alarmUnsilenced, alarms.alarmForgotten],
  ...[sending, delivered, failed, withheld, lapsed],
  ...[muteSet, muteLifted, muteExpired, muteForgotten],
  ...[windows.windowPlanned, windows.windowOpened, windows.windowClosed],
  ...[windows.windowCancelled, windows.windowEnded, windows.windowForgotten],
  noticesForgotten,
  ...channelEvents,
)
