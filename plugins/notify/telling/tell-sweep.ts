import type { AlarmSeverity } from '../../../core/alarm.ts'
import type { Host, Sweep } from '../../../core/plugin.ts'
import { inTurns } from '../../../core/timing/in-turns.ts'
import type { NotifyConfig, QuietHours, Webhook } from '../config.ts'
import type { NotifyEvent, WithholdReason } from '../events.ts'
import { isMuted, type MuteRow } from '../muting/is-muted.ts'
import { deliveryStream } from '../streams.ts'
import { deliver } from './deliver.ts'
import { messageIdOf } from './message-id.ts'
import type { NoticeRow } from './notice.ts'

const atOnce = 4

/** Creates the sweep that tells the webhooks what they have not been told. */
export function createTellSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  const { config, clock } = host
  return {
    name: 'tell',
    everySeconds: 5,
    async run(signal) {
      const { rows } = await host.all<NoticeRow>('notices', { equals: { settled: false } })
      if (rows.length === 0) return
      const due = planMessages(rows, { now: clock.now(), collectMs: config.collectFor * 1_000 })
      const { rows: mutes } = await host.all<MuteRow>('mutes', { equals: { lifted_at: null } })
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

/** Says why a notice is to be kept from a webhook now; undefined when it is not. */
function withholdReason(
  notice: NoticeRow,
  webhook: Webhook | undefined,
  { now, mutes }: { readonly now: Date; readonly mutes: readonly MuteRow[] },
): WithholdReason | undefined {
  if (!webhook) return 'not_configured'
  if (isMuted(notice, mutes, now)) return 'muted'
  const { severity } = notice
  return isQuiet(webhook.quietHours, { now, severity }) ? 'quiet_hours' : undefined
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Tells whether a webhook is to be left alone now. The hours are UTC; `to` before `from` passes midnight. */
export function isQuiet(
  hours: readonly QuietHours[],
  { now, severity }: { readonly now: Date; readonly severity: AlarmSeverity },
): boolean {
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes()
  return hours.some(({ from, to, except }) => {
    if (except === 'critical' && severity === 'critical') return false
    const [start, end] = [minutesOf(from), minutesOf(to)]
    return start <= end ? minute >= start && minute < end : minute >= start || minute < end
  })
}

/** Notices of one cause that one webhook is to be told of now, oldest first. */
interface DueMessage {
  readonly webhook: string
  readonly group: string
  readonly notices: readonly NoticeRow[]
  /** The number of the attempt, from 1. */
  readonly attempt: number
}

/** No message has more; the rest is the next. */
const mostNotices = 100

/**
 * Tells which messages are due: of every webhook and cause those that wait, once the oldest has been collected for long enough
 * and no attempt before it asks for patience.
 */
export function planMessages(
  rows: readonly NoticeRow[],
  { now, collectMs }: { readonly now: Date; readonly collectMs: number },
): readonly DueMessage[] {
  return [...waiting(rows).values()].flatMap(({ webhook, notices }) => {
    const oldest = notices[0]
    if (!oldest) return []
    const tellings = notices.map(({ tellings }) => tellings[webhook])
    const retryAtMs = Math.max(...tellings.map(telling => telling?.retryAtMs ?? 0))
    const readyMs = Math.max(retryAtMs, oldest.recorded_at.getTime() + collectMs)
    if (now.getTime() < readyMs) return []
    const attempt = 1 + Math.max(...tellings.map(telling => telling?.attempts ?? 0))
    return [{ webhook, group: oldest.cause_group, notices, attempt }]
  })
}

interface Waiting {
  readonly webhook: string
  readonly notices: NoticeRow[]
}

function waiting(rows: readonly NoticeRow[]): ReadonlyMap<string, Waiting> {
  const groups = new Map<string, Waiting>()
  for (const row of [...rows].sort((a, b) => a.position - b.position)) {
    for (const [webhook, { state }] of Object.entries(row.tellings)) {
      if (state !== 'pending') continue
      const key = `${webhook} ${row.cause_group}`
      const group = groups.get(key) ?? { webhook, notices: [] }
      if (group.notices.length < mostNotices) group.notices.push(row)
      groups.set(key, group)
    }
  }
  return groups
}
