import { eachInTurns, type Host, type Sweep } from '../../../core/plugin-api.ts'
import { receiversOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { muteDecider } from '../muting/mute.ts'
import { alarmDecider } from '../raising/alarm.ts'
import type { AlarmRow, MuteRow, NoticeRow, TellingRow, WindowRow } from '../rows.ts'
import { alarmStream, forgottenStream, muteStream, windowStream } from '../streams.ts'
import { windowDecider } from '../windows/window.ts'
import { mostForgotten } from './forget-events.ts'
import {
  alarmsInUse,
  byReceivers,
  lastOfEach,
  type OldNotice,
  type OldTelling,
} from './forgettable.ts'

type NotifyHost = Host<NotifyConfig, NotifyEvent>

/** So many are looked at before the first of them are let go. */
const usuallyAtOnce = 500

/**
 * Creates the sweep that bounds what is listed: alarms that are over, what was told of them, and mutes and windows that have ended, once
 * that is `keepFor` ago. That they are forgotten is recorded, so that a read model that is built anew forgets them too; what happened
 * stays in the ledger. What a legal hold is on stays.
 */
export function createForgetSweep(host: NotifyHost, atOnce = usuallyAtOnce): Sweep {
  return {
    name: 'forget',
    everySeconds: 600,
    withinSeconds: 60,
    async run(signal) {
      const than = new Date(host.clock.now().getTime() - host.config.keepFor * 1_000)
      const old = { than, atOnce, signal }
      await forgetNotices(host, old)
      await forgetAlarms(host, old)
      await forgetEnded<MuteRow>(host, 'mutes', old, async ({ _key: muteId }) => {
        const stream = muteStream(muteId)
        if (host.isHeld(stream)) return
        await host.execute(muteDecider, { stream, command: { type: 'forget', muteId } })
      })
      await forgetEnded<WindowRow>(host, 'windows', old, async ({ _key: windowId }) => {
        const stream = windowStream(windowId)
        if (host.isHeld(stream)) return
        await host.execute(windowDecider, { stream, command: { type: 'forget', windowId } })
      })
    },
  }
}

interface Old {
  /** What was over before this. */
  readonly than: Date
  readonly atOnce: number
  readonly signal: AbortSignal
}

async function forgetNotices(host: NotifyHost, old: Old): Promise<void> {
  const columns = ['notice_id', 'alarm_id', 'recorded_at']
  const which = { by: 'recorded_at', columns, ...old } as const
  for await (const page of pagesOf<NoticeRow>(host, 'notices', which)) {
    const tellings = await tellingsOf(host, { notice_id: page.map(row => row.notice_id) })
    const kept = await keptOf(host, page, tellings)
    const gone = page.filter(row => !kept(row)).map(row => row.notice_id)
    for (const data of byReceivers(gone, tellings, mostForgotten))
      await host.observe({
        ...{ stream: forgottenStream, event: { type: 'notify.NoticesForgotten', data } },
      })
  }
}

/** Tells which of some old notices are kept all the same. */
async function keptOf(
  host: NotifyHost,
  notices: readonly OldNotice[],
  tellings: readonly OldTelling[],
): Promise<(notice: OldNotice) => boolean> {
  const ids = [...new Set(notices.map(({ alarm_id }) => alarm_id))]
  const which = { keys: ids, equals: { open: true }, columns: ['open'] }
  const open = new Set((await host.all<AlarmRow>('alarms', which)).rows.map(({ _key }) => _key))
  const receivers = new Set(receiversOf(host.config).map(({ name }) => name))
  const inUse = alarmsInUse(notices, {
    ...{ tellings, isOpen: id => open.has(id), isReceiver: name => receivers.has(name) },
  })
  const last = new Map<string, ReadonlySet<string>>()
  for (const alarm_id of inUse) last.set(alarm_id, lastOfEach(await tellingsOf(host, { alarm_id })))
  const held = new Set(ids.filter(id => host.isHeld(alarmStream(id))))
  return ({ alarm_id, notice_id }) =>
    held.has(alarm_id) || last.get(alarm_id)?.has(notice_id) === true
}

async function tellingsOf(
  host: NotifyHost,
  equals: Readonly<Record<string, string | readonly string[]>>,
): Promise<readonly OldTelling[]> {
  const columns = ['notice_id', 'webhook', 'state', 'position', 'storm_id']
  return (await host.all<TellingRow>('tellings', { equals, columns })).rows
}

async function forgetAlarms(host: NotifyHost, old: Old): Promise<void> {
  const which = { by: 'changed_at', columns: ['changed_at'], equals: { open: false } } as const
  for await (const page of pagesOf<AlarmRow>(host, 'alarms', { ...which, ...old }))
    await eachInTurns(page, { atOnce: 4, signal: old.signal }, async ({ _key: alarmId }) => {
      const stream = alarmStream(alarmId)
      // Whoever still waits to be told of it, or looks at what was told, finds it.
      const left = { equals: { alarm_id: alarmId }, columns: ['alarm_id'], limit: 1 }
      const { rows } = await host.rows<NoticeRow>('notices', left)
      if (rows.length > 0 || host.isHeld(stream)) return
      await host.execute(alarmDecider, {
        stream,
        command: { type: 'forget', alarmId, than: old.than },
      })
    })
}

async function forgetEnded<Row extends Pick<MuteRow, 'ended_at'>>(
  host: NotifyHost,
  name: 'mutes' | 'windows',
  old: Old,
  forget: (row: { readonly _key: string }) => Promise<void>,
): Promise<void> {
  const which = { by: 'ended_at', columns: ['ended_at'], ...old } as const
  for await (const page of pagesOf<Row>(host, name, which))
    await eachInTurns(page, { atOnce: 4, signal: old.signal }, forget)
}

interface Paged extends Old {
  readonly by: string
  readonly columns: readonly string[]
  readonly equals?: Readonly<Record<string, boolean>>
}

/** Reads what is old, the oldest first, page by page; a page is read when the one before it has been seen to. */
async function* pagesOf<Row extends object>(
  host: NotifyHost,
  name: string,
  { by, columns, than, atOnce, signal, equals = {} }: Paged,
): AsyncGenerator<readonly (Row & { readonly _key: string })[]> {
  let after: { readonly time: Date; readonly key: string } | undefined
  while (!signal.aborted) {
    const older = { by, than, after }
    const { rows } = await host.rows<Row>(name, { older, equals, columns, limit: atOnce })
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    after = { time: Reflect.get(last, by) as Date, key: last._key }
  }
}
