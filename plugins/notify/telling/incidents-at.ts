import type { Host } from '../../../core/plugin-api.ts'
import type { Recipient } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { AlarmRow, TellingRow } from '../rows.ts'
import {
  type KeptRow,
  keptColumns,
  openIncidents,
  stormOver,
  timelinesOf,
} from './open-incidents.ts'
import { type IncidentMessage, planIncidents } from './plan-incidents.ts'
import { mostAtOnce } from './plan-messages.ts'
import { lapse } from './release-held.ts'

type Reading = Pick<Host<NotifyConfig, NotifyEvent>, 'all'>
type Kept = readonly KeptRow[]
type Ids = readonly string[]
type Equals = Readonly<Record<string, readonly string[]>>

/** Reads what a pager was to be told of all alarms that are, or were, in storms of these, or with these alarms. */
export async function readKept(
  host: Reading,
  receiver: string,
  { alarms = [], storms = [] }: { readonly alarms?: Ids; readonly storms?: Ids },
): Promise<readonly KeptRow[]> {
  const read = async (equals: Equals, filled: readonly string[] = []): Promise<Kept> => {
    const which = { equals: { webhook: receiver, ...equals }, filled, columns: keptColumns }
    return (await host.all<KeptRow>('tellings', which)).rows
  }
  // Most alarms are in none, which is soon seen.
  const inStorms = alarms.length === 0 ? [] : await read({ alarm_id: alarms }, ['storm_id'])
  const all = new Set([...storms, ...inStorms.flatMap(({ storm_id }) => storm_id ?? [])])
  const others = all.size === 0 ? [] : await read({ storm_id: [...all] })
  const known = alarms.length > mostAtOnce ? alarms : []
  const ids = new Set([...known, ...[...inStorms, ...others].map(({ alarm_id }) => alarm_id)])
  return ids.size === 0 ? [] : read({ alarm_id: [...ids] })
}

/** The storm under whose key a pager would be told again of an alarm that stands; undefined: there is none. */
export async function stormOf(
  host: Reading,
  receiver: string,
  alarm: Pick<AlarmRow, 'alarm_id' | 'state' | 'severity'>,
): Promise<string | undefined> {
  if (alarm.state === 'cleared') return undefined
  const rows = await readKept(host, receiver, { alarms: [alarm.alarm_id] })
  return stormOver(openIncidents(timelinesOf(rows).get(alarm.alarm_id) ?? []), alarm)
}

type Told = Pick<IncidentMessage, 'notices'> &
  Partial<IncidentMessage> & { readonly messageId?: undefined }

/** The messages by which a receiver is told of notices: to a pager, those that its incidents make of them; else one. */
export async function messagesTo(
  host: Host<NotifyConfig, NotifyEvent>,
  { name, channel }: Recipient,
  notices: readonly TellingRow[],
): Promise<readonly Told[]> {
  if (notices.length === 0) return []
  if (channel.incidents === undefined) return [{ notices }]
  const alarms = [...new Set(notices.map(({ alarm_id }) => alarm_id))]
  const history = await readKept(host, name, { alarms })
  const { messages, untold } = planIncidents(notices, { history, receiver: name })
  if (untold.length > 0) await lapse(host, name, untold)
  // Each is another, but for one that is told as it was before: its id is made of what it tells.
  return messages.map(message => ({ ...message, messageId: undefined }))
}
