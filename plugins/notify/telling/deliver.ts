import { createHmac } from 'node:crypto'
import { v5, v7 } from 'uuid'
import { type AlarmSeverity, type Host, messageOf } from '../../../core/plugin-api.ts'
import type { NotifyConfig, Webhook } from '../config.ts'
import type { DeliveryEvent, NotifyEvent } from '../events.ts'
import { deliveryStream } from '../streams.ts'
import type { TellingRow } from '../rows.ts'
import { receiverOf } from './receiver.ts'

interface Delivery {
  readonly notices: readonly TellingRow[]
  /** From 1. */
  readonly attempt: number
  readonly signal: AbortSignal
}

/** Sends notices to a webhook as one message and records what became of it. */
export async function deliver(
  host: Host<NotifyConfig, NotifyEvent>,
  webhook: Webhook,
  { notices, attempt, signal }: Delivery,
): Promise<Sent> {
  const { clock, config, machine } = host
  const messageId = messageIdOf(webhook.name, notices)
  const message = { messageId, node: machine.name, at: clock.now(), notices }
  const sent = await send(host, webhook, { message, signal })
  const noticeIds = notices.map(({ notice_id }) => notice_id)
  const now = clock.now()
  // The last to join is given its whole time.
  const sinceMs = Math.max(...notices.map(({ tried_since: at }) => (at ?? now).getTime()))
  const since = notices.length === 0 ? now : new Date(sinceMs)
  const again = retryAt(attempt, { now, since, giveUpMs: config.giveUpAfter * 1_000 })
  const common = { messageId, webhook: webhook.name, noticeIds, attempt }
  const event = eventOf({ ...common, durationMs: sent.durationMs }, sent, { again, since })
  // What was cut off by our own end says nothing about the webhook.
  if (sent.outcome === 'failed' && signal.aborted) return sent
  await host.observe({ stream: deliveryStream(webhook.name), event })
  return sent
}

function eventOf(
  common: Omit<Extract<DeliveryEvent, { type: 'notify.Delivered' }>['data'], 'status'>,
  sent: Sent,
  { again, since }: { readonly again: Date | null; readonly since: Date },
): DeliveryEvent {
  if (sent.outcome === 'delivered')
    return { type: 'notify.Delivered', data: { ...common, status: sent.status } }
  const when = { retryAt: again?.toISOString() ?? null, triedSince: since.toISOString() }
  return { type: 'notify.Failed', data: { ...common, reason: sent.reason, ...when } }
}

const firstMs = 10_000
const longestMs = 15 * 60_000

/**
 * When a message is tried again after so many attempts: 10 s, doubled each time up to 15 min; null when that would be more than
 * `giveUpMs` after the first attempt.
 */
export function retryAt(
  attempt: number,
  { now, since, giveUpMs }: { readonly now: Date; readonly since: Date; readonly giveUpMs: number },
): Date | null {
  const pauseMs = Math.min(firstMs * 2 ** Math.min(attempt - 1, 20), longestMs)
  const at = new Date(now.getTime() + pauseMs)
  return at.getTime() - since.getTime() > giveUpMs ? null : at
}

/** What became of one attempt. */
type Sent =
  | { readonly outcome: 'delivered'; readonly status: number; readonly durationMs: number }
  | { readonly outcome: 'failed'; readonly reason: string; readonly durationMs: number }

/** Posts a message to a webhook. What answers with a status of 200 to 299 has it. */
async function send(
  { outbound, clock }: Pick<Host, 'outbound' | 'clock'>,
  webhook: Webhook,
  { message, signal }: { readonly message: MessageToTell; readonly signal: AbortSignal },
): Promise<Sent> {
  const startMs = clock.monotonicMs()
  const receiver = await receiverOf(webhook).catch(messageOf)
  if (typeof receiver === 'string')
    return {
      outcome: 'failed',
      reason: receiver,
      durationMs: Math.round(clock.monotonicMs() - startMs),
    }
  const { url, secret } = receiver
  const body = messageBody(message)
  const headers = {
    'content-type': 'application/json',
    'decklog-message-id': message.messageId,
    'decklog-signature': sign(body, secret, message.at),
  }
  const share = `webhook:${webhook.name}`
  const source = 'configuration'
  const request = { url, method: 'POST', headers, body, signal, source, share } as const
  const answer = await outbound.request(request)
  const durationMs = Math.round(clock.monotonicMs() - startMs)
  if (answer.outcome === 'failed') return { outcome: 'failed', reason: answer.message, durationMs }
  const { status } = answer
  return status >= 200 && status < 300
    ? { outcome: 'delivered', status, durationMs }
    : { outcome: 'failed', reason: `it answered ${status}`, durationMs }
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

/** A message: what it is, when and by whom it is sent, and what it tells. */
interface MessageToTell {
  readonly messageId: string
  readonly node: string
  readonly at: Date
  readonly notices: readonly TellingRow[]
}

/** The JSON text of a message. */
function messageBody({ messageId, node, at, notices }: MessageToTell): string {
  return JSON.stringify({
    id: messageId,
    sent_at: at.toISOString(),
    node,
    summary: summaryOf(notices),
    severity: worstOf(notices),
    alarms: notices.map(notice => ({
      id: notice.alarm_id,
      kind: notice.kind,
      subject: notice.subject,
      state: notice.alarm_state,
      severity: severityOf(notice),
      text: notice.text,
      reminder: notice.reminder,
      board_id: notice.board_id,
      at: notice.at.toISOString(),
      event_id: notice.notice_id,
      source_event_id: notice.source_event_id,
    })),
  })
}

// What has passed is not bad any more, however bad it was.
function severityOf({ alarm_state: state, severity }: TellingRow): AlarmSeverity | 'ok' {
  return state === 'raised' ? severity : 'ok'
}

function worstOf(notices: readonly TellingRow[]): AlarmSeverity | 'ok' {
  const told = notices.map(severityOf)
  return (['critical', 'warning'] as const).find(one => told.includes(one)) ?? 'ok'
}

/** Says in a sentence or two what the notices tell. */
function summaryOf(notices: readonly TellingRow[]): string {
  const last = notices.at(-1)
  if (!last) return 'This is a test: nothing has happened.'
  const told = last.reminder === 'still_critical' ? `Still so: ${last.text}` : last.text
  if (notices.length === 1) return told
  const raised = notices.filter(({ alarm_state: state }) => state === 'raised').length
  const cleared = notices.length - raised
  return `${notices.length} alarms (${raised} raised, ${cleared} cleared). The latest: ${told}`
}

// A namespace of our own: RFC 9562, section 6.6.
const messages = '8f5d2f9e-7f4c-4a3a-8c38-1d3d0c9b6b52'

/** The id of a message: the same however often it is tried, so that a receiver knows a repeat; a test is each time another. */
export function messageIdOf(webhook: string, notices: readonly TellingRow[]): string {
  if (notices.length === 0) return v7()
  return v5([webhook, ...notices.map(({ notice_id }) => notice_id)].join(' '), messages)
}
