import Joi from 'joi'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel, type HttpChannel } from './http-channel.ts'
import type { Message } from './message.ts'
import { readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'

/** Schema of a channel whose URL is all that it takes to write to it: it is a secret, and stands in a file. */
export const secretUrlSchema = Joi.object({
  ...receiverName,
  urlFile: fileKey('File that holds the URL, which is a secret.').required(),
  ...receiverKeys,
})

interface SecretUrlChannel extends Pick<HttpChannel<string>, 'type' | 'judge'> {
  /** What is posted, as it is before it is JSON; pure. */
  bodyOf(message: Message): object
}

/** Creates such a channel: each message is one request to the URL, and nobody looks after an alarm there. */
export function createSecretUrlChannel(
  settings: ChannelSettings,
  parts: ChannelParts,
  { bodyOf, ...about }: SecretUrlChannel,
): Channel {
  const { name } = settings
  const place = { path: `plugins.notify.channels.${about.type}.${name}` }
  return createHttpChannel(
    {
      ...{ ...about, name, acknowledgements: 'not_told', mostAlarms: 1_000 },
      shown: '',
      read: () => readUrl(settings, place),
      posts: (message, url) => [{ url, body: JSON.stringify(bodyOf(message)) }],
    },
    parts,
  )
}
