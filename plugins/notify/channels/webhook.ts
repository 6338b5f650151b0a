import Joi from 'joi'
import { createHmac } from 'node:crypto'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel } from './http-channel.ts'
import type { Message } from './message.ts'
import { configInvalid, readSecret, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'
import { bounded } from './text.ts'

/** The settings of a webhook. */
export interface Webhook extends ChannelSettings {
  readonly signature: 'decklog' | 'standard'
}

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
  signature: Joi.valid('decklog', 'standard')
    .default('decklog')
    .meta({ judges: false })
    .description(
      'How messages are signed; `standard`: as standardwebhooks.com says, by a secret that begins with `whsec_`.',
    ),
  ...receiverKeys,
})
  .xor('url', 'urlFile')
  .xor('secret', 'secretFile')

/** Creates the plain webhook: our own JSON, signed. */
export function createWebhook(settings: Webhook, parts: ChannelParts): Channel {
  const { name, signature } = settings
  const place = { path: `plugins.notify.webhooks.${name}` }
  return createHttpChannel(
    {
      ...{ name, type: 'webhook', acknowledgements: 'not_told', mostAlarms: 1_000 },
      shown: { url: '', secret: '' },
      async read() {
        const secret = await readSecret(settings, { ...place, least: 16 })
        if (signature === 'standard' && keyOf(secret).length < leastKeyBytes)
          throw configInvalid(
            `${place.path}.secret`,
            `is not whsec_ and ${leastKeyBytes} bytes or more in base64`,
          )
        return { url: await readUrl(settings, place), secret }
      },
      posts(message, { url, secret }) {
        const body = webhookBody(message)
        const signed =
          signature === 'standard'
            ? standardHeaders(body, secret, message)
            : { 'decklog-signature': sign(body, secret, message.at) }
        const headers = {
          'decklog-message-id': message.id,
          ...signed,
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

// standardwebhooks.com: 24 to 64 bytes of key.
const leastKeyBytes = 24

/** The headers of Standard Webhooks: id, time, and the HMAC-SHA256 of `<id>.<time>.<body>` in base64. */
function standardHeaders(
  body: string,
  secret: string,
  { id, at }: Message,
): Readonly<Record<string, string>> {
  const t = String(Math.floor(at.getTime() / 1_000))
  const v1 = createHmac('sha256', keyOf(secret)).update(`${id}.${t}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': t, 'webhook-signature': `v1,${v1}` }
}

function keyOf(secret: string): Buffer {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  return Buffer.from(base64, 'base64')
}

// Both are as long as events have them, and a few words more.
const textMost = 4_200
const summaryMost = 2 * textMost

/** The JSON text of a message. */
function webhookBody(message: Message): string {
  const { id, node, at, kind, sentence, severity, repeat, alarms } = message
  return JSON.stringify({
    id,
    sent_at: at.toISOString(),
    node,
    kind,
    repeat,
    summary: bounded(sentence, summaryMost),
    severity,
    alarms: alarms.map(alarm => ({
      id: alarm.alarmId,
      kind: alarm.kind,
      nature: alarm.nature,
      subject: bounded(alarm.subject, textMost),
      state: alarm.state,
      severity: alarm.severity,
      text: bounded(alarm.text, textMost),
      reminder: alarm.reminder,
      board_id: alarm.boardId,
      people: alarm.people,
      labels: alarm.labels,
      link: alarm.link,
      commands: alarm.commands,
      at: alarm.at.toISOString(),
      since: alarm.since?.toISOString() ?? null,
      event_id: alarm.noticeId,
      source_event_id: alarm.sourceEventId,
    })),
  })
}
