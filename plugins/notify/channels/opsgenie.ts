import Joi from 'joi'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel } from './http-channel.ts'
import { incidentsOf, keepsIncidents, mostNamed, onlyOf, stormLine } from './incidents.ts'
import { type Incident, type Message, type ToldAlarm, worstOf } from './message.ts'
import { readSecret, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'
import { bounded, footerOf, oneLine, peopleOf } from './text.ts'

// docs.opsgenie.com, alert API: message 130, alias and entity 512, description 15,000, source 100, tag 50 characters, 20 tags.
const messageMost = 130
const descriptionMost = 15_000
const entityMost = 512
const sourceMost = 100
const noteMost = 2_000
const lineMost = 500

/** Schema of a channel of Opsgenie. */
export const opsgenieSchema = Joi.object({
  ...receiverName,
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .default('https://api.opsgenie.com')
    .meta({ judges: false })
    .description('The API; in the European region `https://api.eu.opsgenie.com`.'),
  secret: Joi.string().min(16).meta({ secret: true }).description('Key of an API integration.'),
  secretFile: fileKey('File that holds the key.'),
  inboundSecretFile: fileKey(
    'File that holds the token with which a webhook of Opsgenie acknowledges and resolves here.',
  ),
  ...receiverKeys,
}).xor('secret', 'secretFile')

/** Creates a channel of Opsgenie: each alarm is one alert there, whose alias is the alarm's id; a storm is one, too. */
export function createOpsgenie(settings: ChannelSettings, parts: ChannelParts): Channel {
  const { name } = settings
  const place = { path: `plugins.notify.channels.opsgenie.${name}` }
  return createHttpChannel(
    {
      ...{ name, type: 'opsgenie', acknowledgements: 'told', ...keepsIncidents },
      shown: { url: settings.url?.replace(/\/+$/, '') ?? '', key: '' },
      read: async () => ({
        url: (await readUrl(settings, place)).replace(/\/+$/, ''),
        key: await readSecret(settings, { ...place, least: 16 }),
      }),
      posts: (message, { url, key }) =>
        requestsOf(message).map(({ path, body }) => ({
          url: `${url}${path}`,
          headers: { authorization: `GenieKey ${key}` },
          body: JSON.stringify(body),
        })),
    },
    parts,
  )
}

interface AlertRequest {
  readonly path: string
  readonly body: object
}

function requestsOf(message: Message): readonly AlertRequest[] {
  if (message.alarms.length > 0)
    return incidentsOf(message).map(incident => requestOf(incident, message))
  // A trial is over as soon as it has begun, so that nobody is left with it.
  const alias = `decklog-test-${message.id}`
  const { sentence, node } = message
  return [
    {
      path: '/v2/alerts',
      body: { message: sentence, alias, source: oneLine(node, sourceMost), priority: 'P5' },
    },
    changeOf(alias, 'close', message, sentence),
  ]
}

function requestOf(incident: Incident, message: Message): AlertRequest {
  const { key: alias, change } = incident
  const alarm = onlyOf(incident)
  const note = alarm ? alarm.text : message.sentence
  if (change === 'resolve') return changeOf(alias, 'close', message, note)
  if (change === 'acknowledge') return changeOf(alias, 'acknowledge', message, note)
  const told = alarm ? alertOf(alarm, message) : stormOf(incident, message)
  const source = oneLine(`Decklog on ${message.node}`, sourceMost)
  return { path: '/v2/alerts', body: { alias, source, ...told } }
}

function alertOf(alarm: ToldAlarm, message: Message): object {
  const { subject, kind, severity, text, link } = alarm
  const people = peopleOf([alarm])
  const lines = [text, ...alarm.commands, ...(link === null ? [] : [link]), footerOf(message)]
  return {
    message: oneLine(subject, messageMost),
    description: bounded(lines.join('\n'), descriptionMost),
    entity: oneLine(subject, entityMost),
    tags: ['decklog', kind],
    details: {
      ...alarm.labels,
      ...(link !== null && { link }),
      ...(people !== '' && { for: people }),
    },
    priority: priorityOf(severity),
  }
}

function stormOf(incident: Incident, message: Message): object {
  const { alarms } = incident
  const people = peopleOf(alarms)
  const named = alarms.slice(0, mostNamed).map(({ text, link }) => {
    const line = oneLine(text, lineMost)
    return link === null ? line : `${line}\n${link}`
  })
  const more = alarms.length - named.length
  const lines = [
    ...[...named, ...(more > 0 ? [`and ${more} more`] : []), ...message.commands],
    ...[...(message.link === null ? [] : [message.link]), footerOf(message)],
  ]
  return {
    message: stormLine(incident, message, messageMost),
    description: bounded(lines.join('\n'), descriptionMost),
    tags: ['decklog', 'storm'],
    details: {
      alarms: String(alarms.length),
      ...(message.link !== null && { link: message.link }),
      ...(people !== '' && { for: oneLine(people, noteMost) }),
    },
    priority: priorityOf(worstOf(alarms.map(({ severity }) => severity))),
  }
}

const priorityOf = (severity: ToldAlarm['severity']): string =>
  severity === 'critical' ? 'P1' : 'P3'

function changeOf(
  alias: string,
  change: 'close' | 'acknowledge',
  { node }: Message,
  note: string,
): AlertRequest {
  return {
    path: `/v2/alerts/${encodeURIComponent(alias)}/${change}?identifierType=alias`,
    body: { source: oneLine(`Decklog on ${node}`, sourceMost), note: bounded(note, noteMost) },
  }
}
