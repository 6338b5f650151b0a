import type { Host } from '../../../core/plugin-api.ts'
import type { Receipt } from '../channels/channel.ts'
import type { Recipient } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { DeliveryEvent, NotifyEvent } from '../events.ts'
import { isOfDigest } from './digests.ts'
import { messageTo, type ToBeTold } from './message-to.ts'
import { deliveryStream, sendingStream } from '../streams.ts'
import type { TellingRow } from '../rows.ts'

interface Delivery extends ToBeTold {
  readonly notices: readonly TellingRow[]
  /** From 1. */
  readonly attempt: number
  /** Of a pager: the incident in which all that is raised by this is kept. */
  readonly stormId?: string | undefined
  readonly signal: AbortSignal
}

/** Sends notices to a webhook as one message and records what became of it. */
export async function deliver(
  host: Host<NotifyConfig, NotifyEvent>,
  webhook: Recipient,
  { notices, attempt, stormId, signal, ...how }: Delivery,
): Promise<Sent> {
  const { clock, config } = host
  const message = messageTo(host, webhook.name, { notices, ...how })
  const noticeIds = notices.map(({ notice_id }) => notice_id)
  const common = {
    ...{ messageId: message.id, webhook: webhook.name, noticeIds, attempt },
    ...(stormId !== undefined && { stormId }),
  }
  // Whoever sends it may end before it can tell what became of it.
  if (notices.length > 0)
    await host.observe({
      ...{ stream: sendingStream(webhook.name), event: { type: 'notify.Sending', data: common } },
    })
  const startMs = clock.monotonicMs()
  const receipt = await webhook.channel.deliver(message, signal)
  const sent = { ...receipt, durationMs: Math.round(clock.monotonicMs() - startMs) }
  const now = clock.now()
  // The last to join is given its whole time.
  const sinceMs = Math.max(...notices.map(({ tried_since: at }) => (at ?? now).getTime()))
  const since = notices.length === 0 ? now : new Date(sinceMs)
  const patienceMs = sent.outcome === 'failed' ? sent.patienceMs : 0
  const again = retryAt(attempt, { now, since, giveUpMs: config.giveUpAfter * 1_000, patienceMs })
  const ofDigest = notices.find(isOfDigest)?.silence_id ?? undefined
  const event = eventOf({ ...common, durationMs: sent.durationMs }, sent, {
    again,
    since,
    ofDigest,
  })
  // What was cut off by our own end says nothing about the webhook.
  if (sent.outcome === 'failed' && signal.aborted) return sent
  await host.observe({ stream: deliveryStream(webhook.name), event })
  return sent
}

interface Again {
  readonly again: Date | null
  readonly since: Date
  /** Of a digest: a window that had kept back what it tells. */
  readonly ofDigest: string | undefined
}

function eventOf(
  common: Omit<Extract<DeliveryEvent, { type: 'notify.Delivered' }>['data'], 'status'>,
  sent: Sent,
  { again, since, ofDigest }: Again,
): DeliveryEvent {
  if (sent.outcome === 'delivered')
    return { type: 'notify.Delivered', data: { ...common, status: sent.status } }
  const when = { retryAt: again?.toISOString() ?? null, triedSince: since.toISOString() }
  const kept = ofDigest === undefined ? {} : { digestOf: ofDigest }
  return { type: 'notify.Failed', data: { ...common, reason: sent.reason, ...when, ...kept } }
}

const firstMs = 10_000
const longestMs = 15 * 60_000

interface Retrying {
  readonly now: Date
  readonly since: Date
  readonly giveUpMs: number
  /** How long the other side asked to be left alone. */
  readonly patienceMs?: number | undefined
}

/**
 * When a message is tried again after so many attempts: 10 s, doubled each time up to 15 min, and no sooner than the other side
 * asks; null when that would be more than `giveUpMs` after the first attempt.
 */
export function retryAt(
  attempt: number,
  { now, since, giveUpMs, patienceMs = 0 }: Retrying,
): Date | null {
  const pauseMs = Math.max(
    Math.min(firstMs * 2 ** Math.min(attempt - 1, 20), longestMs),
    patienceMs,
  )
  const at = new Date(now.getTime() + pauseMs)
  return at.getTime() - since.getTime() > giveUpMs ? null : at
}

/** What became of one attempt, and how long it took. */
type Sent = Receipt & { readonly durationMs: number }
