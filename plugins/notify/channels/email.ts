import Joi from 'joi'
import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import type { Socket } from 'node:net'
import { codeOf, messageOf, within } from '../../../core/plugin-api.ts'
import type { Channel, ChannelParts, Receipt } from './channel.ts'
import { mailOf, mailShown } from './email-text.ts'
import type { Message } from './message.ts'
import { configInvalid, readSecretIfAny, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'

const longestMs = 5_000
const schemes = ['smtp:', 'smtps:']
/** So many messages are remembered that some of their people have. */
const mostPartly = 200

/** The settings of a channel of e-mail. */
export interface EmailSettings extends ChannelSettings {
  readonly from: string
  readonly to: readonly string[]
  readonly user?: string
  readonly startTls: 'required' | 'where_offered'
  readonly caFile?: string
}

const address = Joi.string().email({ tlds: false }).max(254)

/** Schema of a channel of e-mail. */
export const emailSchema = Joi.object({
  ...receiverName,
  url: Joi.string()
    .uri({ scheme: ['smtp', 'smtps'] })
    .required()
    .meta({ judges: false })
    .description(
      'The mail server: `smtp://mail.example:587`, or `smtps://…:465` for TLS from the start.',
    ),
  user: Joi.string().max(254).meta({ judges: false }).description('Whom it logs in as.'),
  secret: Joi.string().meta({ secret: true }).description('The password of `user`.'),
  secretFile: fileKey('File that holds the password.'),
  from: address.required().meta({ judges: false }).description('Whom messages are from.'),
  to: Joi.array()
    .items(address)
    .min(1)
    .max(50)
    .unique()
    .required()
    .meta({ weaker: 'fewer' })
    .description('Whom they go to.'),
  startTls: Joi.valid('required', 'where_offered')
    .default('required')
    .meta({ weaker: ['required', 'where_offered'] })
    .description('Whether a server of `smtp:` must offer STARTTLS; who logs in always needs it.'),
  caFile: fileKey(
    'File that holds the certificates of who signed the server’s, where it is not public.',
  ),
  ...receiverKeys,
})
  .oxor('secret', 'secretFile')
  .with('secret', 'user')
  .with('secretFile', 'user')

/** Creates a channel of e-mail, over one mail server. */
export function createEmail(settings: EmailSettings, parts: ChannelParts): Channel {
  const { name, from, to } = settings
  // Who has a message is not sent it again because somebody else was refused; known to this process alone.
  const partly = new Map<string, readonly string[]>()

  async function sendTo(people: readonly string[], message: Message, signal: AbortSignal) {
    const server = await readServer(settings)
    const connected = await parts.outbound.connect({
      ...{ url: `tcp://${server.host}:${server.port}`, socket: 'kept', signal },
      ...{ source: 'configuration', share: `webhook:${name}`, timeoutMs: longestMs },
    })
    if (connected.outcome === 'failed') throw new Refusal(connected.message)
    if (!connected.socket) throw new Refusal('no connection could be kept')
    return sendOver(connected.socket, server, { ...mailOf(message), from, to: [...people] })
  }

  return {
    ...{ name, type: 'email', acknowledgements: 'not_told', mostAlarms: 1_000 },
    patienceMs: () => 0,
    preview: message => mailShown(message, settings),
    verify: async () => void (await readServer(settings)),
    async deliver(message, signal) {
      const had = partly.get(message.id) ?? []
      const people = to.filter(person => !had.includes(person))
      try {
        const sent = await within({ ms: longestMs, signal }, ending =>
          sendTo(people, message, ending),
        )
        partly.delete(message.id)
        if (sent.rejected.length === 0) return { outcome: 'delivered', status: 250 }
        remember(partly, message.id, [...had, ...sent.accepted])
        return failedWith(`it refused ${sent.rejected.length} of ${to.length} recipients`)
      } catch (error) {
        if (signal.aborted) throw error
        return failedWith(whyNot(error))
      }
    },
  }
}

/** What came of it, in words of our own. */
class Refusal extends Error {}

const failedWith = (reason: string): Receipt => ({ outcome: 'failed', reason })

function remember(
  partly: Map<string, readonly string[]>,
  id: string,
  accepted: readonly string[],
): void {
  const [oldest] = partly.keys()
  if (partly.size >= mostPartly && oldest !== undefined) partly.delete(oldest)
  partly.set(id, accepted)
}

interface Server {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly requireTLS: boolean
  readonly auth: { readonly user: string; readonly pass: string } | undefined
  readonly ca: string | undefined
}

async function readServer(settings: EmailSettings): Promise<Server> {
  const { name, user, startTls, caFile } = settings
  const place = { path: `plugins.notify.channels.email.${name}` }
  const { hostname, port, protocol } = new URL(await readUrl(settings, place, schemes))
  const pass = await readSecretIfAny(settings, place)
  if (user !== undefined && pass === undefined)
    throw configInvalid(`${place.path}.secretFile`, 'is missing, and user has a password')
  const secure = protocol === 'smtps:'
  const auth = user === undefined || pass === undefined ? undefined : { user, pass }
  const ca = caFile === undefined ? undefined : await readCertificates(caFile, place.path)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: startTls === 'required' || auth !== undefined,
    ...{ auth, ca },
  }
}

async function readCertificates(file: string, path: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw configInvalid(`${path}.caFile`, `cannot be read: ${messageOf(error)}`)
  })
}

type Mail = ReturnType<typeof mailOf> & { readonly from: string; readonly to: string[] }

async function sendOver(
  socket: Socket,
  { host, port, secure, requireTLS, auth, ca }: Server,
  mail: Mail,
): Promise<{ readonly accepted: readonly string[]; readonly rejected: readonly string[] }> {
  const transport = createTransport({
    ...{ connection: socket, host, port, secure, requireTLS },
    ...{ disableFileAccess: true, disableUrlAccess: true, socketTimeout: longestMs },
    ...(auth && { auth: { ...auth } }),
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
  })
  try {
    const { accepted, rejected } = await transport.sendMail(mail)
    return { accepted, rejected }
  } finally {
    transport.close()
    socket.destroy()
  }
}

const reasons: Readonly<Record<string, string>> = {
  EAUTH: 'it refused the login',
  ENOAUTH: 'it offers no way to log in',
  ETLS: 'it offers no TLS, or none that can be trusted',
  ESOCKET: 'the connection broke, or its certificate cannot be trusted',
  EENVELOPE: 'it refused all recipients, or who it is from',
  EMESSAGE: 'it refused the message',
  ETIMEDOUT: 'it did not answer in time',
  ECONNECTION: 'the connection broke',
  DECKLOG_TIMEOUT: 'it did not answer in time',
}

// What the server says is not repeated: some repeat the login.
function whyNot(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const code = codeOf(error) ?? ''
  if (code === 'DECKLOG_CONFIG_INVALID') return messageOf(error)
  const status: unknown = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined
  const answered = typeof status === 'number' && status > 0 ? ` (it answered ${status})` : ''
  return `${reasons[code] ?? 'it could not be sent'}${answered}`
}
