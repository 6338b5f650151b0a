import type { Host, Sweep } from '../../../core/plugin-api.ts'
import { type Recipient, recipientsOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent, WithholdReason } from '../events.ts'
import { readMutes, type MutesInForce } from '../muting/mutes-in-force.ts'
import type { TellingRow } from '../rows.ts'
import { deliveryStream } from '../streams.ts'
import { deliver, messageIdOf } from './deliver.ts'
import { planMessages } from './plan-messages.ts'
import { isQuiet } from './quiet-hours.ts'
import { releaseHeld } from './release-held.ts'

/** No message is begun later in a run, so that the last has its time before the run's is over. */
const budgetMs = 4_000
/** So many of a queue are looked at in a run. */
const mostWaiting = 5_000

type NotifyHost = Host<NotifyConfig, NotifyEvent>

/** Creates the sweeps that tell the webhooks: one for each, with a queue and a time of its own, so that none waits for another. */
export function createTellSweeps(host: NotifyHost): readonly Sweep[] {
  return recipientsOf(host.config, host).map(webhook => ({
    name: `tell-${webhook.name}`,
    everySeconds: 5,
    run: signal => tell(host, webhook, signal),
  }))
}

async function tell(host: NotifyHost, webhook: Recipient, signal: AbortSignal): Promise<void> {
  const { clock, config } = host
  const startMs = clock.monotonicMs()
  const queue = await readQueue(host, webhook)
  if (queue.length === 0 || webhook.channel.patienceMs() > 0) return
  const mutes = await readMutes(host)
  const whyNot = (row: TellingRow) => withholdReason(row, webhook, { now: clock.now(), mutes })
  const free = queue.filter(row => isFree(row, whyNot, host))
  const waiting = [
    ...queue.filter(row => row.state === 'pending' && !isForgotten(row, host)),
    ...(await releaseHeld(host, webhook, { rows: free, signal })),
  ]
  const collectMs = config.collectFor * 1_000
  const planning = { now: clock.now(), collectMs, most: webhook.channel.mostAlarms }
  for (const { notices, attempt } of planMessages(waiting, planning)) {
    if (signal.aborted || clock.monotonicMs() - startMs >= budgetMs) return
    const told = await withhold(host, webhook, notices, whyNot)
    if (told.length === 0) continue
    const { outcome } = await deliver(host, webhook, { notices: told, attempt, signal })
    // What does not take one message takes no other: they are tried when it is their turn.
    if (outcome === 'failed') return
  }
}

async function readQueue(host: NotifyHost, { name }: Recipient): Promise<readonly TellingRow[]> {
  const ofState = (state: TellingRow['state']) => ({ equals: { webhook: name, state } })
  const [pending, withheld] = await Promise.all([
    // The oldest first; the rest has its turn when these have had theirs, and costs a dead webhook nothing meanwhile.
    host.rows<TellingRow>('tellings', { ...ofState('pending'), limit: mostWaiting }),
    host.all<TellingRow>('tellings', ofState('withheld')),
  ])
  return [...pending.rows, ...withheld.rows]
}

type WhyNot = (row: TellingRow) => WithholdReason | undefined

// Whoever was not there to be told when it was new is told only what is still so.
function isForgotten(row: TellingRow, { clock, config }: NotifyHost): boolean {
  const waitedMs = clock.now().getTime() - row.recorded_at.getTime()
  return row.state === 'pending' && row.attempts === 0 && waitedMs > config.giveUpAfter * 1_000
}

function isFree(row: TellingRow, whyNot: WhyNot, host: NotifyHost): boolean {
  return (row.state === 'withheld' || isForgotten(row, host)) && !whyNot(row)
}

/** Records what is not to be told now, and answers the rest. */
async function withhold(
  { observe }: NotifyHost,
  { name }: Recipient,
  notices: readonly TellingRow[],
  whyNot: WhyNot,
): Promise<readonly TellingRow[]> {
  const told: TellingRow[] = []
  for (const notice of notices) {
    const reason = whyNot(notice)
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

/** Says why a notice is to be kept from a webhook now; undefined when it is not. */
function withholdReason(
  notice: TellingRow,
  { quietHours }: Recipient,
  { now, mutes }: { readonly now: Date; readonly mutes: MutesInForce },
): WithholdReason | undefined {
  if (mutes.mutes(notice) === 'muted') return 'muted'
  const { severity } = notice
  return isQuiet(quietHours, { now, severity }) ? 'quiet_hours' : undefined
}
