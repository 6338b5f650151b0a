import Joi from 'joi'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel } from './http-channel.ts'
import { incidentsOf, keepsIncidents, mostNamed, onlyOf, stormLine } from './incidents.ts'
import { type Incident, type Message, type ToldAlarm, worstOf } from './message.ts'
import { readSecret, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'
import { footerOf, oneLine, peopleOf } from './text.ts'

// developer.pagerduty.com, Events API v2: summary 1,024 and dedup_key 255 characters, 512 KB.
const summaryMost = 1_024
const detailMost = 1_024

/** Schema of a channel of PagerDuty. */
export const pagerdutySchema = Joi.object({
  ...receiverName,
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .default('https://events.pagerduty.com/v2/enqueue')
    .meta({ judges: false })
    .description('The Events API v2; in the European service region another.'),
  secret: Joi.string().min(16).meta({ secret: true }).description('The integration’s routing key.'),
  secretFile: fileKey('File that holds the routing key.'),
  inboundSecretFile: fileKey(
    'File that holds the secret of a webhook subscription (v3), by which PagerDuty acknowledges and resolves here.',
  ),
  ...receiverKeys,
}).xor('secret', 'secretFile')

/** Creates a channel of PagerDuty: each alarm is one alert there, under the alarm's id; a storm is one, too. */
export function createPagerduty(settings: ChannelSettings, parts: ChannelParts): Channel {
  const { name } = settings
  const place = { path: `plugins.notify.channels.pagerduty.${name}` }
  return createHttpChannel(
    {
      ...{ name, type: 'pagerduty', acknowledgements: 'told', ...keepsIncidents },
      shown: { url: '', key: '[hidden]' },
      read: async () => ({
        url: await readUrl(settings, place),
        key: await readSecret(settings, { ...place, least: 16 }),
      }),
      posts: (message, { url, key }) =>
        eventsOf(message).map(event => ({
          url,
          body: JSON.stringify({ routing_key: key, ...event }),
        })),
    },
    parts,
  )
}

function eventsOf(message: Message): readonly object[] {
  // A trial is over as soon as it has begun, so that nobody is left with it.
  if (message.alarms.length === 0) {
    const key = { dedup_key: `decklog-test-${message.id}` }
    const payload = { summary: message.sentence, source: message.node, severity: 'info' }
    return [
      { event_action: 'trigger', ...key, payload },
      { event_action: 'resolve', ...key },
    ]
  }
  return incidentsOf(message).map(incident => eventOf(incident, message))
}

function eventOf(incident: Incident, message: Message): object {
  const { key: dedup_key, change } = incident
  if (change !== 'trigger') return { event_action: change, dedup_key }
  const alarm = onlyOf(incident)
  const told = alarm ? alertOf(alarm, message) : stormOf(incident, message)
  return { event_action: 'trigger', dedup_key, client: 'Decklog', ...told }
}

function alertOf(alarm: ToldAlarm, message: Message): object {
  const { subject, kind, severity, text, link, at, commands, labels, boardId } = alarm
  const people = peopleOf([alarm])
  return {
    ...(link !== null && {
      client_url: link,
      links: [{ href: link, text: 'Open in the console' }],
    }),
    payload: {
      summary: oneLine(text, summaryMost),
      source: oneLine(subject, 255),
      severity: severity === 'critical' ? 'critical' : 'warning',
      timestamp: at.toISOString(),
      class: kind,
      // By which alerts of one cause can be put into one incident there.
      ...(boardId !== null && { group: boardId }),
      custom_details: {
        ...labels,
        commands,
        ...(people !== '' && { for: people }),
        told: oneLine(footerOf(message), detailMost),
      },
    },
  }
}

function stormOf(incident: Incident, message: Message): object {
  const { alarms } = incident
  const first = alarms.slice(0, mostNamed)
  const links = first.flatMap(({ link, subject }) =>
    link === null ? [] : [{ href: link, text: oneLine(subject, 100) }],
  )
  const people = peopleOf(alarms)
  return {
    ...(message.link !== null && {
      client_url: message.link,
      links: [{ href: message.link, text: 'Open in the console' }, ...links],
    }),
    payload: {
      summary: stormLine(incident, message, summaryMost),
      source: oneLine(message.node, 255),
      severity:
        worstOf(alarms.map(({ severity }) => severity)) === 'critical' ? 'critical' : 'warning',
      timestamp: message.at.toISOString(),
      class: 'storm',
      custom_details: {
        alarms: alarms.length,
        first: first.map(({ text }) => oneLine(text, detailMost)),
        commands: message.commands,
        ...(people !== '' && { for: people }),
        told: oneLine(footerOf(message), detailMost),
      },
    },
  }
}
