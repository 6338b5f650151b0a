import type { Host, Sweep } from '../../../core/plugin-api.ts'
import { type Recipient, recipientsOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { TellingRow } from '../rows.ts'
import { readSilencing } from '../silencing/silencing.ts'
import { deliver } from './deliver.ts'
import { afterOf, digestOf, isOfDigest } from './digests.ts'
import { type DueMessage, joinStorm, planMessages } from './plan-messages.ts'
import { messagesTo } from './incidents-at.ts'
import { lapse, releaseHeld } from './release-held.ts'
import { unknownMessage } from './unknown-message.ts'
import { createWhyNot, withhold, type WhyNot } from './withholding.ts'

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
  const { clock } = host
  const startMs = clock.monotonicMs()
  const queue = await readQueue(host, webhook)
  if (queue.length === 0 || webhook.channel.patienceMs() > 0) return
  const silencing = await readSilencing(host)
  const whyNot: WhyNot = row => createWhyNot(webhook, { now: clock.now(), silencing })(row)
  for await (const { notices, ...how } of dueMessages(host, webhook, { queue, whyNot, signal })) {
    if (signal.aborted || clock.monotonicMs() - startMs >= budgetMs) return
    const told = await withhold(host, webhook, { notices, whyNot })
    for (const message of await messagesTo(host, webhook, told)) {
      if (signal.aborted || clock.monotonicMs() - startMs >= budgetMs) return
      const { outcome } = await deliver(host, webhook, { ...how, ...message, signal })
      // What does not take one message takes no other: they are tried when it is their turn.
      if (outcome === 'failed') return
    }
  }
}

interface Due extends Omit<DueMessage, 'group'> {
  readonly after?: string | undefined
  readonly messageId?: string | undefined
  readonly repeat?: 'possible'
}

interface Looking {
  readonly queue: readonly TellingRow[]
  readonly whyNot: WhyNot
  readonly signal: AbortSignal
}

/** What is due: first what may have arrived although nobody knows, then what windows kept back, then the rest by its causes. */
async function* dueMessages(
  host: NotifyHost,
  webhook: Recipient,
  { queue, whyNot, signal }: Looking,
): AsyncGenerator<Due> {
  const { clock, config } = host
  const most = webhook.channel.mostAlarms
  const unknown = await unknownMessage(host, webhook, { queue, whyNot })
  if (unknown) {
    const isDigest = unknown.notices.every(isOfDigest)
    const after = isDigest ? await afterOf(host, unknown.notices) : undefined
    yield { ...unknown, after, repeat: 'possible' }
  }
  const begun = new Set(unknown?.notices.map(row => row.notice_id))
  const left = queue.filter(row => !begun.has(row.notice_id))
  const isFree = (row: TellingRow): boolean =>
    (row.state === 'withheld' || isForgotten(row, host)) && !whyNot(row)
  const ofWindows = new Set(left.filter(row => isOfDigest(row) && !whyNot(row)))
  const kept = { rows: [...ofWindows], signal, told: 'all' } as const
  const ofDigest = await releaseHeld(host, webhook, kept)
  const others = await withoutTold(host, webhook, {
    rows: left.filter(row => !ofWindows.has(row)),
    told: ofDigest,
  })
  const digest = await digestOf(host, ofDigest, most)
  if (digest) yield digest
  const free = others.filter(isFree)
  const released = await releaseHeld(host, webhook, { rows: free, signal, told: 'news' })
  const waiting = await withoutTold(host, webhook, {
    rows: others.filter(row => row.state === 'pending' && !isForgotten(row, host)),
    told: released,
  })
  const planning = { now: clock.now(), collectMs: config.collectFor * 1_000, most }
  yield* joinStorm(planMessages([...waiting, ...released], planning), most)
}

/**
 * Leaves out the news of alarms that are told as they stand now, because nothing keeps them back any more: they would be told twice.
 * What was tried already stays.
 */
async function withoutTold(
  host: NotifyHost,
  webhook: Recipient,
  { rows, told }: { readonly rows: readonly TellingRow[]; readonly told: readonly TellingRow[] },
): Promise<readonly TellingRow[]> {
  const alarms = new Set(told.map(row => row.alarm_id))
  const isTold = (row: TellingRow): boolean =>
    row.state === 'pending' && row.attempts === 0 && alarms.has(row.alarm_id)
  await lapse(host, webhook.name, rows.filter(isTold))
  return rows.filter(row => !isTold(row))
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

// Whoever was not there to be told when it was new is told only what is still so.
function isForgotten(row: TellingRow, { clock, config }: NotifyHost): boolean {
  const waitedMs = clock.now().getTime() - row.recorded_at.getTime()
  return row.state === 'pending' && row.attempts === 0 && waitedMs > config.giveUpAfter * 1_000
}
