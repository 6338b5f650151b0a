import Joi from 'joi'
import {
  type AlertmanagerSettings,
  alertmanagerSchema,
  createAlertmanager,
} from './alertmanager.ts'
import type { Channel, ChannelParts } from './channel.ts'
import { createDiscord } from './discord.ts'
import { createEmail, emailSchema, type EmailSettings } from './email.ts'
import { createNtfy, ntfySchema } from './ntfy.ts'
import { createOpsgenie, opsgenieSchema } from './opsgenie.ts'
import { createPagerduty, pagerdutySchema } from './pagerduty.ts'
import { secretUrlSchema } from './secret-url.ts'
import {
  channelList,
  type ChannelSettings,
  type InboundSettings,
  type Receiver,
} from './settings.ts'
import { createSlack } from './slack.ts'
import { createTeams } from './teams.ts'
import { createWebhook, type Webhook } from './webhook.ts'

/** The channels beside the webhooks, by their type. */
export interface ChannelLists {
  readonly slack: readonly ChannelSettings[]
  readonly discord: readonly ChannelSettings[]
  readonly teams: readonly ChannelSettings[]
  readonly ntfy: readonly ChannelSettings[]
  readonly email: readonly EmailSettings[]
  readonly pagerduty: readonly InboundSettings[]
  readonly opsgenie: readonly InboundSettings[]
  readonly alertmanager: readonly AlertmanagerSettings[]
}

/** Schema of `plugins.notify.channels`. */
export const channelLists = Joi.object({
  slack: channelList(secretUrlSchema, 'Rooms of Slack, each by an incoming webhook.'),
  discord: channelList(secretUrlSchema, 'Rooms of Discord, each by a webhook.'),
  teams: channelList(secretUrlSchema, 'Rooms of Microsoft Teams, each by a workflow.'),
  ntfy: channelList(ntfySchema, 'Topics of ntfy.'),
  email: channelList(emailSchema, 'Mailboxes, by a mail server.'),
  pagerduty: channelList(pagerdutySchema, 'Services of PagerDuty, by the Events API v2.'),
  opsgenie: channelList(opsgenieSchema, 'Teams of Opsgenie, by an API integration.'),
  alertmanager: channelList(alertmanagerSchema, 'Alertmanagers, by version 2 of their API.'),
})
  .default()
  .description('Where else people are told, by what it is.')

/** The settings that name who is told. */
export interface ReceiverSettings {
  readonly webhooks: readonly Webhook[]
  readonly channels: ChannelLists
}

/** Somebody to tell, of what, and the channel that does. */
export interface Recipient extends Receiver {
  readonly channel: Channel
}

/** Everybody who may be told; each has a name of its own. */
export function receiversOf(settings: ReceiverSettings): readonly Receiver[] {
  return listsOf(settings).flatMap(({ receivers }) => receivers)
}

/** The lists of the configuration that name who may be told, and where they stand: `plugins.notify.channels.slack`. */
export function listsOf({ webhooks, channels }: ReceiverSettings): readonly {
  readonly path: string
  readonly receivers: readonly Receiver[]
}[] {
  const lists: readonly (readonly [string, readonly Receiver[]])[] = Object.entries(channels)
  return [
    { path: 'plugins.notify.webhooks', receivers: webhooks },
    ...lists.map(([type, receivers]) => ({ path: `plugins.notify.channels.${type}`, receivers })),
  ]
}

/** Everybody who may be told, with the channels that do. */
export function recipientsOf(
  { webhooks, channels }: ReceiverSettings,
  parts: ChannelParts,
): readonly Recipient[] {
  function build<S extends Receiver>(
    all: readonly S[],
    create: (settings: S, parts: ChannelParts) => Channel,
  ): readonly Recipient[] {
    return all.map(settings => ({ ...settings, channel: create(settings, parts) }))
  }
  return [
    ...build(webhooks, createWebhook),
    ...build(channels.slack, createSlack),
    ...build(channels.discord, createDiscord),
    ...build(channels.teams, createTeams),
    ...build(channels.ntfy, createNtfy),
    ...build(channels.email, createEmail),
    ...build(channels.pagerduty, createPagerduty),
    ...build(channels.opsgenie, createOpsgenie),
    ...build(channels.alertmanager, createAlertmanager),
  ]
}
