import { inTurns } from '../../../core/timing/in-turns.ts'
import type { Host, Sweep } from '../../../core/plugin.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { MuteRow } from '../muting/is-muted.ts'
import { deliveryStream } from '../streams.ts'
import { deliver } from './deliver.ts'
import { messageIdOf } from './message-id.ts'
import type { NoticeRow } from './notice.ts'
import { planMessages, type DueMessage } from './plan-messages.ts'
import { withholdReason } from './withhold.ts'

const mostRows = 1_000
const atOnce = 4

/** Creates the sweep that tells the webhooks what they have not been told. */
export function createTellSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  const { config, clock } = host
  return {
    name: 'tell',
    everySeconds: 5,
    async run(signal) {
      const query = { equals: { settled: false }, limit: mostRows }
      const { rows } = await host.rows<NoticeRow>('notices', query)
      if (rows.length === 0) return
      const due = planMessages(rows, { now: clock.now(), collectMs: config.collectFor * 1_000 })
      const inForce = { equals: { lifted_at: null }, limit: mostRows }
      const { rows: mutes } = await host.rows<MuteRow>('mutes', inForce)
      await inTurns(due, { atOnce, signal }, async message => {
        const notices = await withhold(host, message, mutes)
        const webhook = config.webhooks.find(({ name }) => name === message.webhook)
        if (!webhook || notices.length === 0 || signal.aborted) return
        await deliver(host, webhook, { notices, attempt: message.attempt, signal })
      })
    },
  }
}

/** Records what is not to be told now, and answers the rest. */
async function withhold(
  { config, clock, observe }: Host<NotifyConfig, NotifyEvent>,
  { webhook: name, notices }: DueMessage,
  mutes: readonly MuteRow[],
): Promise<readonly NoticeRow[]> {
  const now = clock.now()
  const webhook = config.webhooks.find(one => one.name === name)
  const told: NoticeRow[] = []
  for (const notice of notices) {
    const reason = withholdReason(notice, webhook, { now, mutes })
    if (!reason) {
      told.push(notice)
      continue
    }
    const message = { messageId: messageIdOf(name, [notice]), webhook: name }
    const data = { ...message, noticeIds: [notice.notice_id], reason }
    await observe({ stream: deliveryStream(name), event: { type: 'notify.Withheld', data } })
  }
  return told
}
