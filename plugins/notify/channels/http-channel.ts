import { type Answered, messageOf } from '../../../core/plugin-api.ts'
import type { Channel, ChannelParts, Receipt } from './channel.ts'
import type { Message } from './message.ts'

/** One request to the other side. */
export interface Post {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** The body, as JSON text. */
  readonly body: string
}

/** What a channel over HTTP is, beside how it is called. */
export interface HttpChannel<Known> extends Omit<
  Channel,
  'deliver' | 'patienceMs' | 'preview' | 'verify'
> {
  /** Reads what the configuration leaves to files. */
  read(): Promise<Known>
  /** What stands in for that where people look at what would be sent. */
  readonly shown: Known
  /** What is sent for a message, in this order; pure. */
  posts(message: Message, known: Known): readonly Post[]
  /** What an answer means; undefined: by its status alone. */
  judge?(answer: Answered): Receipt | undefined
}

/** No other side is left alone for longer, whatever it asks. */
const longestPatienceMs = 3_600_000
/** Requests that say they are too many, or that there is no room, and ask for patience. */
const busy: readonly number[] = [429, 503]

/** Creates a channel that posts JSON. What answers with a status of 200 to 299 has it; its answer is never repeated. */
export function createHttpChannel<Known>(
  { read, shown, posts, judge, ...about }: HttpChannel<Known>,
  { outbound, clock }: ChannelParts,
): Channel {
  // Known to this process alone: another finds out by asking once.
  let patientUntilMs = 0

  async function send({ url, headers, body }: Post, signal: AbortSignal): Promise<Receipt> {
    const answer = await outbound.request({
      ...{ url, method: 'POST', body, signal, source: 'configuration' },
      headers: { 'content-type': 'application/json', ...headers },
      share: `webhook:${about.name}`,
    })
    if (answer.outcome === 'failed') return { outcome: 'failed', reason: answer.message }
    return judge?.(answer) ?? receiptOf(answer, clock.now())
  }

  return {
    ...about,
    patienceMs: () => Math.max(patientUntilMs - clock.monotonicMs(), 0),
    preview: message => posts(message, shown).map(shownAs).join('\n'),
    async verify() {
      await read()
    },
    async deliver(message, signal) {
      let known: Known
      try {
        known = await read()
      } catch (error) {
        return { outcome: 'failed', reason: messageOf(error) }
      }
      let receipt: Receipt = { outcome: 'failed', reason: 'there was nothing to send' }
      for (const post of posts(message, known)) {
        receipt = await send(post, signal)
        if (receipt.outcome === 'failed') break
      }
      const { patienceMs = 0 } = receipt.outcome === 'failed' ? receipt : {}
      patientUntilMs = clock.monotonicMs() + patienceMs
      return receipt
    },
  }
}

/** What an answer means by its status, and by how long it asks to be left alone. */
function receiptOf({ status, headers }: Answered, now: Date): Receipt {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status }
  const reason = `it answered ${status}`
  const patienceMs = busy.includes(status) ? patienceOf(headers['retry-after'], now) : undefined
  return { outcome: 'failed', reason, ...(patienceMs !== undefined && { patienceMs }) }
}

/** How long a `Retry-After` asks for (RFC 9110, section 10.2.3: seconds, or a date), an hour at most; some send fractions of seconds. */
function patienceOf(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  const isSeconds = /^\d{1,9}(\.\d{1,9})?$/.test(value.trim())
  const ms = isSeconds ? Number(value) * 1_000 : Date.parse(value) - now.getTime()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(Math.ceil(ms), 0), longestPatienceMs)
}

// Where a channel has several addresses, which of them tells what is meant.
function shownAs({ url, body }: Post): string {
  const pretty = JSON.stringify(JSON.parse(body), null, 2)
  return url === '' ? pretty : `POST ${url}\n${pretty}`
}
