import type { Channel, ChannelParts } from './channel.ts'
import type { Receiver } from './settings.ts'
import { createWebhook, type Webhook } from './webhook.ts'

/** The settings that name who is told. */
export interface ReceiverSettings {
  readonly webhooks: readonly Webhook[]
}

/** Somebody to tell, of what, and the channel that does. */
export interface Recipient extends Receiver {
  readonly channel: Channel
}

/** Everybody who may be told; each has a name of its own. */
export function receiversOf({ webhooks }: ReceiverSettings): readonly Receiver[] {
  return [...webhooks]
}

/** Everybody who may be told, with the channels that do. */
export function recipientsOf(
  { webhooks }: ReceiverSettings,
  parts: ChannelParts,
): readonly Recipient[] {
  return webhooks.map(webhook => ({ ...webhook, channel: createWebhook(webhook, parts) }))
}
