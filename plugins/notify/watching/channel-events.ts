import { defineEvent, type EventOf, shapes } from '../../../core/plugin-api.ts'
import { bounded, webhook } from '../alarm-events.ts'

/** What becomes of channels, in the stream `channel-<name>`. */
export const channelEvents = [
  defineEvent({
    type: 'notify.ChannelFailing',
    summary: 'A channel has not taken messages for a while.',
    data: shapes.record({
      channel: webhook,
      reason: bounded('Why not.', 'it answered 404'),
      since: shapes.time(
        'When the message that it does not take was first tried.',
        '2026-01-01T00:00:05.000Z',
      ),
    }),
  }),
  defineEvent({
    type: 'notify.ChannelTaking',
    summary: 'A channel takes messages again.',
    data: shapes.record({ channel: webhook }),
  }),
] as const

export type ChannelEvent = EventOf<(typeof channelEvents)[number]>
