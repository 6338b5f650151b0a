import type { Host } from '../../../core/plugin.ts'
import type { NotifyConfig, Webhook } from '../config.ts'
import type { DeliveryEvent, NotifyEvent } from '../events.ts'
import { deliveryStream } from '../streams.ts'
import { retryAt } from './backoff.ts'
import { messageIdOf } from './message-id.ts'
import type { NoticeRow } from './notice.ts'
import { send, type Sent } from './send.ts'

interface Delivery {
  readonly notices: readonly NoticeRow[]
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
  const newestMs = Math.max(0, ...notices.map(({ recorded_at }) => recorded_at.getTime()))
  const giveUpMs = config.giveUpAfter * 1_000
  const again = retryAt(attempt, { now: clock.now(), since: new Date(newestMs), giveUpMs })
  const common = { messageId, webhook: webhook.name, noticeIds, attempt }
  const event = eventOf({ ...common, durationMs: sent.durationMs }, sent, again)
  await host.observe({ stream: deliveryStream(webhook.name), event })
  return sent
}

function eventOf(
  common: Omit<Extract<DeliveryEvent, { type: 'notify.Delivered' }>['data'], 'status'>,
  sent: Sent,
  again: Date | null,
): DeliveryEvent {
  if (sent.outcome === 'delivered')
    return { type: 'notify.Delivered', data: { ...common, status: sent.status } }
  const retry = again?.toISOString() ?? null
  return { type: 'notify.Failed', data: { ...common, reason: sent.reason, retryAt: retry } }
}
