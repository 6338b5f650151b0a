import type { Host } from '../../../core/plugin-api.ts'
import type { Receiver } from '../channels/settings.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { AlarmRow, TellingRow } from '../rows.ts'
import { deliveryStream } from '../streams.ts'
import { messageIdOf } from './message-to.ts'

/** So many fit into one event. */
const mostNotices = 100

type NotifyHost = Host<NotifyConfig, NotifyEvent>

interface Held {
  readonly rows: readonly TellingRow[]
  readonly signal: AbortSignal
  /** `news`: nothing of what has come and gone meanwhile. */
  readonly told: 'news' | 'all'
}

/**
 * Answers what is to be told of notices that nothing keeps back any more: of every alarm the last, as the alarm stands now, if it
 * is still so, or if it is over and the webhook does not know. The others are not told any more, which is recorded.
 */
export async function releaseHeld(
  host: NotifyHost,
  webhook: Receiver,
  { rows, signal, told: which }: Held,
): Promise<readonly TellingRow[]> {
  if (rows.length === 0) return []
  const held = byAlarm(rows)
  const alarms = await readAlarms(host, [...held.keys()])
  const told: TellingRow[] = []
  for (const [alarmId, notices] of held) {
    if (signal.aborted) break
    const alarm = alarms.get(alarmId)
    const last = await lastAsItStands(host, webhook, { notices, which, alarm })
    if (last) told.push(last)
    const lapsed = notices.filter(({ notice_id: id }) => id !== last?.notice_id)
    await lapse(host, webhook.name, lapsed)
  }
  return told
}

function byAlarm(rows: readonly TellingRow[]): ReadonlyMap<string, readonly TellingRow[]> {
  const alarms = new Map<string, TellingRow[]>()
  for (const row of rows) alarms.set(row.alarm_id, [...(alarms.get(row.alarm_id) ?? []), row])
  return alarms
}

type Standing = Pick<AlarmRow, 'state' | 'severity' | 'text'>

/** How alarms stand now, by their ids. */
async function readAlarms(
  host: NotifyHost,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const which = { keys, columns: ['state', 'severity', 'text'] }
  const { rows } = await host.all<Standing>('alarms', which)
  return new Map(rows.map(row => [row._key, row]))
}

interface Looked {
  readonly notices: readonly TellingRow[]
  readonly which: Held['told']
  /** How their alarm stands; undefined: there is none. */
  readonly alarm: Standing | undefined
}

async function lastAsItStands(
  host: NotifyHost,
  webhook: Receiver,
  { notices, which, alarm }: Looked,
): Promise<TellingRow | undefined> {
  const last = notices.toSorted((a, b) => b.position - a.position)[0]
  if (!last || !alarm) return undefined
  const isNews =
    which === 'all' ||
    alarm.state === 'raised' ||
    (await wasToldRaised(host, webhook, last.alarm_id))
  const { state: alarm_state, severity, text } = alarm
  return isNews ? { ...last, alarm_state, severity, text } : undefined
}

/** Tells whether the last that a webhook was told of an alarm is that it is so. */
async function wasToldRaised(
  host: NotifyHost,
  { name: webhook }: Receiver,
  alarmId: string,
): Promise<boolean> {
  let last: Pick<TellingRow, 'alarm_state' | 'position'> | undefined
  const equals = { alarm_id: alarmId, webhook, state: 'delivered' }
  const which = { equals, columns: ['alarm_state', 'position'] }
  const { rows } = await host.all<TellingRow>('tellings', which)
  for (const row of rows) if (!last || row.position > last.position) last = row
  return last?.alarm_state === 'raised'
}

/** Records that a receiver is not told of some notices any more. */
export async function lapse(
  host: Pick<NotifyHost, 'observe'>,
  webhook: string,
  all: readonly TellingRow[],
): Promise<void> {
  for (let from = 0; from < all.length; from += mostNotices) {
    const notices = all.slice(from, from + mostNotices)
    const message = { messageId: messageIdOf(webhook, notices), webhook }
    const data = { ...message, noticeIds: notices.map(({ notice_id }) => notice_id) }
    await host.observe({ stream: deliveryStream(webhook), event: { type: 'notify.Lapsed', data } })
  }
}
