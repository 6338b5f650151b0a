import Joi from 'joi'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel } from './http-channel.ts'
import type { Message } from './message.ts'
import { configInvalid, readSecretIfAny, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'
import { bounded, boundedBytes, footerOf, linesOf, oneLine } from './text.ts'

// docs.ntfy.sh/publish: a message of more than 4,096 bytes becomes an attachment; three actions.
const messageBytes = 4_096
const titleMost = 250
const alarmsMost = 20

/** Schema of a channel of ntfy. */
export const ntfySchema = Joi.object({
  ...receiverName,
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .meta({ judges: false })
    .description(
      'Server and topic: `https://ntfy.sh/topic`. It is shown; a topic that nobody may know belongs in a file.',
    ),
  urlFile: fileKey('File that holds the URL.'),
  secret: Joi.string()
    .meta({ secret: true })
    .description('Access token, `tk_…`, where it needs one.'),
  secretFile: fileKey('File that holds the token.'),
  ...receiverKeys,
})
  .xor('url', 'urlFile')
  .oxor('secret', 'secretFile')

/** Creates a channel of ntfy: one topic of one server. */
export function createNtfy(settings: ChannelSettings, parts: ChannelParts): Channel {
  const { name } = settings
  const place = { path: `plugins.notify.channels.ntfy.${name}` }
  return createHttpChannel(
    {
      ...{ name, type: 'ntfy', acknowledgements: 'not_told', mostAlarms: 1_000 },
      shown: { url: '', topic: '[hidden]', token: undefined },
      async read() {
        const url = new URL(await readUrl(settings, place))
        const [, root = '', topic = ''] = /^(.*\/)([-_A-Za-z0-9]{1,64})$/.exec(url.pathname) ?? []
        if (topic === '') throw configInvalid(`${place.path}.url`, 'does not end with a topic')
        return {
          url: `${url.origin}${root}`,
          topic,
          token: await readSecretIfAny(settings, place),
        }
      },
      posts(message, { url, topic, token }) {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
        return [{ url, headers, body: JSON.stringify(ntfyBody(message, topic)) }]
      },
    },
    parts,
  )
}

function ntfyBody(message: Message, topic: string): object {
  const { title, link, severity } = message
  return {
    topic,
    title: oneLine(title, titleMost),
    message: boundedBytes(textOf(message), messageBytes),
    priority: priorityOf(message),
    tags: [{ critical: 'rotating_light', warning: 'warning', ok: 'white_check_mark' }[severity]],
    ...(link !== null && {
      click: link,
      actions: [{ action: 'view', label: 'Open in the console', url: link }],
    }),
  }
}

// 5 passes over “do not disturb”: it is for what is critical, and never for what is over.
function priorityOf({ kind, severity }: Message): number {
  if (kind === 'cleared' || kind === 'acknowledged') return 2
  if (kind === 'test' || kind === 'digest') return 3
  return severity === 'critical' ? 5 : 4
}

function textOf(message: Message): string {
  const { sentence, alarms, commands } = message
  return [
    bounded(sentence, 1_500),
    ...linesOf(alarms, alarmsMost).map(line => oneLine(line, 100)),
    ...commands.map(line => oneLine(line, 300)),
    oneLine(footerOf(message), 300),
  ].join('\n')
}
