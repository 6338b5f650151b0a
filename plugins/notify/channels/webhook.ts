import Joi from 'joi'
import { createHmac } from 'node:crypto'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel } from './http-channel.ts'
import type { Message } from './message.ts'
import { readSecret, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'

/** The settings of a webhook. */
export type Webhook = ChannelSettings

/** Schema of a webhook of `plugins.notify.webhooks`. */
export const webhookSchema = Joi.object({
  ...receiverName,
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .meta({ judges: false })
    .description('Where to send to. It is shown; one that is itself a secret belongs in a file.'),
  urlFile: fileKey('File that holds the URL.'),
  secret: Joi.string()
    .min(16)
    .meta({ secret: true })
    .description('Key of the HMAC that signs each message.'),
  secretFile: fileKey('File that holds the key.'),
  ...receiverKeys,
})
  .xor('url', 'urlFile')
  .xor('secret', 'secretFile')

/** Creates the plain webhook: our own JSON, signed. */
export function createWebhook(settings: Webhook, parts: ChannelParts): Channel {
  const { name } = settings
  const place = { path: `plugins.notify.webhooks.${name}` }
  return createHttpChannel(
    {
      ...{ name, type: 'webhook', acknowledgements: 'not_told', mostAlarms: 100 },
      shown: { url: '', secret: '' },
      read: async () => ({
        url: await readUrl(settings, place),
        secret: await readSecret(settings, { ...place, least: 16 }),
      }),
      posts(message, { url, secret }) {
        const body = webhookBody(message)
        const headers = {
          'decklog-message-id': message.id,
          'decklog-signature': sign(body, secret, message.at),
          ...(message.repeat === 'possible' && { 'decklog-repeat': 'possible' }),
        }
        return [{ url, headers, body }]
      },
    },
    parts,
  )
}

/**
 * The value of `Decklog-Signature`: `t=<Unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>`. The time is
 * signed so that a message cannot be sent again later.
 */
function sign(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1_000)
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
  return `t=${t},v1=${v1}`
}

/** The JSON text of a message. */
export function webhookBody({ id, node, at, sentence, severity, alarms }: Message): string {
  return JSON.stringify({
    id,
    sent_at: at.toISOString(),
    node,
    summary: sentence,
    severity,
    alarms: alarms.map(alarm => ({
      id: alarm.alarmId,
      kind: alarm.kind,
      subject: alarm.subject,
      state: alarm.state,
      severity: alarm.severity,
      text: alarm.text,
      reminder: alarm.reminder,
      board_id: alarm.boardId,
      at: alarm.at.toISOString(),
      event_id: alarm.noticeId,
      source_event_id: alarm.sourceEventId,
    })),
  })
}
