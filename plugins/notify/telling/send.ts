import type { Host } from '../../../core/plugin.ts'
import type { Webhook } from '../config.ts'
import { messageBody, type MessageToTell } from './message-body.ts'
import { receiverOf } from './receiver.ts'
import { sign } from './sign.ts'

/** What became of one attempt. */
export type Sent =
  | { readonly outcome: 'delivered'; readonly status: number; readonly durationMs: number }
  | { readonly outcome: 'failed'; readonly reason: string; readonly durationMs: number }

/** Posts a message to a webhook. What answers with a status of 200 to 299 has it. */
export async function send(
  { outbound, clock }: Pick<Host, 'outbound' | 'clock'>,
  webhook: Webhook,
  { message, signal }: { readonly message: MessageToTell; readonly signal: AbortSignal },
): Promise<Sent> {
  const { url, secret } = await receiverOf(webhook)
  const body = messageBody(message)
  const startMs = clock.monotonicMs()
  const headers = {
    'content-type': 'application/json',
    'decklog-message-id': message.messageId,
    'decklog-signature': sign(body, secret, message.at),
  }
  const request = { url, method: 'POST', headers, body, signal, source: 'configuration' } as const
  const answer = await outbound.request(request)
  const durationMs = Math.round(clock.monotonicMs() - startMs)
  if (answer.outcome === 'failed') return { outcome: 'failed', reason: answer.message, durationMs }
  const { status } = answer
  return status >= 200 && status < 300
    ? { outcome: 'delivered', status, durationMs }
    : { outcome: 'failed', reason: `it answered ${status}`, durationMs }
}
