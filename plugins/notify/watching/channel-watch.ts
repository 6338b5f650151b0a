import type { AlarmSignal, AlarmSpecs, Decider, Host, Sweep } from '../../../core/plugin-api.ts'
import { receiversOf, type ReceiverSettings } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { deliveryStream } from '../streams.ts'
import type { ChannelEvent } from './channel-events.ts'

type NotifyHost = Host<NotifyConfig, NotifyEvent>

/** An attempt that fails may be chance; the third in a row is none. */
const fewestAttempts = 3
/** So far it is looked back for a word of whether a channel takes messages. */
const mostLookedAt = 50

/** How a channel was last seen. */
type ChannelSeen =
  | { readonly seen: 'taking' }
  | { readonly seen: 'failing'; readonly reason: string; readonly since: string }

interface Look {
  readonly channel: string
  readonly now: ChannelSeen
}

/** Records when a channel begins to fail, and when it takes messages again. */
const channelDecider: Decider<ChannelSeen['seen'], Look, ChannelEvent> = {
  initial: 'taking',
  evolve: (_seen, { type }) => (type === 'notify.ChannelFailing' ? 'failing' : 'taking'),
  decide({ channel, now }, seen) {
    if (now.seen === seen) return []
    if (now.seen === 'taking') return [{ type: 'notify.ChannelTaking', data: { channel } }]
    const { reason, since } = now
    return [{ type: 'notify.ChannelFailing', data: { channel, reason, since } }]
  },
}

/** Creates the sweep that looks which channels take messages. */
export function createChannelSweep(host: NotifyHost): Sweep {
  return {
    name: 'channels',
    everySeconds: 60,
    async run() {
      for (const { name: channel } of receiversOf(host.config)) {
        const now = await lookAt(host, channel)
        if (now)
          await host.execute(channelDecider, {
            ...{ stream: `channel-${channel}`, command: { channel, now } },
          })
      }
    },
  }
}

/** How a channel is, by the last that became of a message to it; undefined while nothing tells. */
async function lookAt({ read }: NotifyHost, channel: string): Promise<ChannelSeen | undefined> {
  const last = { direction: 'backwards', limit: mostLookedAt } as const
  for await (const { type, data, receivedAt } of read(deliveryStream(channel), last)) {
    if (type === 'notify.Delivered') return { seen: 'taking' }
    if (type !== 'notify.Failed') continue
    const { attempt, reason, triedSince = receivedAt.toISOString() } = data
    return attempt < fewestAttempts ? undefined : { seen: 'failing', reason, since: triedSince }
  }
  return undefined
}

/** The alarms of channels: what one of them does not take is told by the others. */
export const channelAlarms = (settings: ReceiverSettings): AlarmSpecs<NotifyEvent> => ({
  channel: {
    kind: 'channel',
    summary:
      'A channel does not take messages; over when it takes one, or is no longer configured.',
    on: {
      'notify.ChannelFailing': ({ data: { channel, reason, since } }) => ({
        ...signalOf(channel),
        state: 'raised',
        text: `The channel ${channel} takes no messages since ${since}: ${reason}`,
      }),
      'notify.ChannelTaking': ({ data: { channel } }) => ({
        ...signalOf(channel),
        state: 'cleared',
        text: `The channel ${channel} takes messages again.`,
      }),
    },
    over: channel =>
      receiversOf(settings).some(({ name }) => name === channel)
        ? undefined
        : `The channel ${channel} is no longer configured.`,
  },
})

function signalOf(channel: string): Omit<AlarmSignal, 'state' | 'text'> {
  return {
    ...{ about: channel, group: `channel ${channel}`, boardId: null, severity: 'critical' },
    subject: `channel ${channel}`,
    labels: { channel },
    commands: [`decklog notify test ${channel}`],
  }
}
