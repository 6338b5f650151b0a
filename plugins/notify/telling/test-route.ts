import Joi from 'joi'
import { defineRoute, type Host, invalidField, type Route } from '../../../core/plugin-api.ts'
import { type Recipient, recipientsOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { deliver } from './deliver.ts'

const result = Joi.object({
  webhook: Joi.string().required(),
  outcome: Joi.valid('delivered', 'failed').required(),
  reason: Joi.string().allow(null).required().description('Why not; null when it was.'),
  duration_ms: Joi.number().integer().required(),
})

/** POST /api/v1/notifications/test: a message that tells nothing. */
export function testRoute(host: Host<NotifyConfig, NotifyEvent>): Route {
  return defineRoute<unknown, unknown, { webhook?: string }>({
    method: 'POST',
    path: '/api/v1/notifications/test',
    scope: 'operate',
    summary: 'Sends a test message to all channels, or to one, and answers what became of it.',
    tags: ['alarms'],
    payload: Joi.object({
      webhook: Joi.string().max(40).description('Only to this one.'),
    }).default({}),
    response: Joi.object({ results: Joi.array().items(result).required() }),
    handle: async ({ payload, signal }) => {
      const webhooks = choose(recipientsOf(host.config, host), payload.webhook)
      const results = await Promise.all(webhooks.map(webhook => test(host, webhook, signal)))
      return { body: { results } }
    },
  })
}

function choose(webhooks: readonly Recipient[], name: string | undefined): readonly Recipient[] {
  const chosen = name === undefined ? webhooks : webhooks.filter(one => one.name === name)
  if (chosen.length > 0) return chosen
  const message =
    webhooks.length === 0
      ? 'names none: no channel is configured, see plugins.notify.channels'
      : `is none of ${webhooks.map(one => one.name).join(', ')}`
  throw invalidField('webhook', message)
}

async function test(
  host: Host<NotifyConfig, NotifyEvent>,
  webhook: Recipient,
  signal: AbortSignal,
): Promise<object> {
  const sent = await deliver(host, webhook, { notices: [], attempt: 1, signal })
  const reason = sent.outcome === 'failed' ? sent.reason : null
  return { webhook: webhook.name, outcome: sent.outcome, reason, duration_ms: sent.durationMs }
}
