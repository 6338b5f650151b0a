import { createHash } from 'node:crypto'
import type { Recorded } from '../../../core/plugin-api.ts'
import type { AlarmNotice } from '../../../plugins/notify/alarm-events.ts'
import type { NotifyEvent } from '../../../plugins/notify/events.ts'

/** How much of a year is made. */
export interface Year {
  readonly alarms: number
  readonly beginMs: number
  readonly lastsMs: number
}

/** So many notices an alarm tells: it warns, turns critical, stays so, and is over. */
export const noticesEach = 4
/** Of the last alarms so many still stand, and so many notices wait. */
const [standing, waiting] = [200, 50]
const kinds = ['disk', 'continuity', 'gate', 'verification', 'host']
const boards = 200
export const receivers = ['ops', 'room', 'boss'] as const

/** Of so many alarms the first began with others, in one incident of a pager. */
export const [stormEvery, stormLasts] = [10_000, 1_500] as const

function stormOf(alarm: number, step: number): string | undefined {
  const isIn = step === 0 && alarm % stormEvery < stormLasts
  return isIn ? idOf(`storm ${alarm - (alarm % stormEvery)}`) : undefined
}

/** An id that is the same each time, of a name. */
export function idOf(name: string): string {
  const hex = createHash('md5').update(name).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The events of one alarm of the year, in their order, what became of what it told among them. */
export function* eventsOf(alarm: number, year: Year): Generator<Recorded<NotifyEvent>> {
  const startMs = year.beginMs + (alarm / year.alarms) * year.lastsMs
  const stands = year.alarms - alarm <= standing
  const position = BigInt(alarm) * 16n
  for (let step = 0; step < (stands ? noticesEach - 1 : noticesEach); step += 1) {
    const ms = startMs + step * 600_000
    const place = placeOf({ alarm, step, ms, position: position + BigInt(step * 3) })
    const data = noticeOf(alarm, step, ms)
    yield { ...place, ...eventOf(step, data) }
    if (step === 1)
      yield { ...place, ...acknowledged(data, startMs), position: place.position + 1n }
    const isAwaited = year.alarms - alarm <= waiting
    if (!isAwaited)
      for (const webhook of data.webhooks)
        yield {
          ...{ ...place, ...delivered(place.id, webhook, stormOf(alarm, step)) },
          position: place.position + 2n,
        }
  }
}

function noticeOf(alarm: number, step: number, ms: number): AlarmNotice {
  const kind = kinds[alarm % kinds.length] ?? 'disk'
  const alarmId = idOf(`alarm ${alarm}`)
  const at = new Date(ms).toISOString()
  return {
    ...{ alarmId, kind, cause: `${kind} ${alarm}`, group: `${kind} host${alarm % 500}` },
    boardId: alarm % 3 === 0 ? null : idOf(`board ${alarm % boards}`),
    subject: `/data of host${alarm % 500}`,
    ...{ state: step === 3 ? 'cleared' : 'raised', severity: step === 0 ? 'warning' : 'critical' },
    text: `/data of host${alarm % 500} is critical: 93.4 % used, 66.1 GB available.`,
    ...{ sourceEventId: idOf(`source ${alarm} ${step}`), at },
    labels: { host: `host${alarm % 500}` },
    webhooks: [receivers[alarm % receivers.length] ?? 'ops'],
  }
}

function eventOf(step: number, data: AlarmNotice): NotifyEvent {
  if (step === 3) return { type: 'notify.AlarmCleared', data }
  if (step === 2)
    return { type: 'notify.AlarmRepeated', data: { ...data, reason: 'still_critical' } }
  return { type: 'notify.AlarmRaised', data }
}

function acknowledged({ alarmId, webhooks }: AlarmNotice, toldMs: number): NotifyEvent {
  const toldAt = new Date(toldMs).toISOString()
  const told = webhooks.map(name => ({ name, toldAt }))
  return {
    type: 'notify.AlarmAcknowledged',
    data: { alarmId, note: 'I make room.', receivers: told },
  }
}

function delivered(noticeId: string, webhook: string, stormId?: string): NotifyEvent {
  const message = { messageId: idOf(`message ${noticeId}`), webhook, noticeIds: [noticeId] }
  return {
    type: 'notify.Delivered',
    data: { ...message, ...(stormId && { stormId }), attempt: 1, durationMs: 84, status: 204 },
  }
}

interface Moment {
  readonly alarm: number
  readonly step: number
  readonly ms: number
  readonly position: bigint
}

function placeOf({ alarm, step, ms, position }: Moment): Omit<Recorded, 'type' | 'data'> {
  const at = new Date(ms)
  return {
    id: idOf(`notice ${alarm} ${step}`),
    ...{ stream: 'alarm-bench', revision: position, position },
    ...{ receivedAt: at, recordedAt: at, metadata: { actor: 'person:ann' } },
  }
}

/** A mute, and a window, of the year; the last few are in force. */
export function* silencesOf(one: number, year: Year & { readonly silences: number }) {
  const ms = year.beginMs + (one / year.silences) * year.lastsMs
  const place = placeOf({ alarm: one, step: 9, ms, position: BigInt(one) * 4n })
  const [muteId, windowId] = [idOf(`mute ${one}`), idOf(`window ${one}`)]
  const [boardId, reason] = [idOf(`board ${one % boards}`), 'The disks are replaced.']
  const times = { beginsAt: new Date(ms).toISOString(), endsAt: new Date(ms + 9e6).toISOString() }
  const plan = { ...times, schedule: null, timeZone: 'UTC', lastsSeconds: 9_000 }
  const scope = { kind: null, boardId }
  const events: NotifyEvent[] = [
    {
      type: 'notify.MuteSet',
      data: { muteId, ...scope, alarmId: null, reason, expiresAt: times.endsAt },
    },
    { type: 'notify.WindowPlanned', data: { windowId, ...scope, labels: {}, ...plan, reason } },
  ]
  const ended: NotifyEvent[] = [
    { type: 'notify.MuteExpired', data: { muteId } },
    { type: 'notify.WindowEnded', data: { windowId } },
  ]
  const isInForce = year.silences - one <= 20
  for (const event of isInForce ? events : [...events, ...ended]) yield { ...place, ...event }
}
