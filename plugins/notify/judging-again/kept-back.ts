import type { Recorded } from '../../../core/plugin-api.ts'
import type { AlarmNotice } from '../alarm-events.ts'
import { receiversOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { MuteEvent, NotifyEvent } from '../events.ts'
import { mutesInForce } from '../muting/mutes-in-force.ts'
import type { MuteRow } from '../rows.ts'
import { createSilencing, type Silencing } from '../silencing/silencing.ts'
import { createWhyNot, type Reason } from '../telling/withholding.ts'
import type { WindowEvent } from '../windows/window-events.ts'
import { openOf, type PlannedWindow } from '../windows/windows-open.ts'

/** What was planned or set, and has ended, so that nothing was told of some alarms. */
export type SilenceEvent = MuteEvent | WindowEvent

/** What silenced alarms at any moment of the past. */
export interface Silences {
  /** Takes note of what begins to silence, or does no more. */
  note(event: Recorded<SilenceEvent>): void
  /** Whether a mute or a window was ever noted. */
  knows(id: string): boolean
  at(moment: Date): Silencing
}

type Kept =
  | { readonly mute: Pick<MuteRow, 'mute_id' | 'kind' | 'board_id' | 'alarm_id' | 'expires_at'> }
  | { readonly window: PlannedWindow }

interface Silence {
  readonly of: Kept
  readonly since: Date
  /** When somebody ended it before its time. */
  readonly until: Date | null
}

/** Creates what follows mutes and maintenance windows through the ledger. */
export function createPastSilences(): Silences {
  const all = new Map<string, Silence>()
  // Many notices are asked about at one moment.
  let last: { readonly atMs: number; readonly silencing: Silencing } | undefined
  return {
    knows: id => all.has(id),
    note(event) {
      const id = 'muteId' in event.data ? event.data.muteId : event.data.windowId
      const of = keptBy(event)
      const known = all.get(id)
      last = undefined
      if (of) all.set(id, { of, since: event.receivedAt, until: null })
      else if (known && endsNow(event)) all.set(id, { ...known, until: event.receivedAt })
    },
    at(moment) {
      const atMs = moment.getTime()
      if (last?.atMs !== atMs) last = { atMs, silencing: silencingAt(moment, [...all.values()]) }
      return last.silencing
    },
  }
}

function silencingAt(moment: Date, all: readonly Silence[]): Silencing {
  const held = all.filter(({ since, until }) => {
    return since <= moment && (until === null || moment < until)
  })
  const mutes = held.flatMap(({ of }) => ('mute' in of ? [{ ...of.mute, lifted_at: null }] : []))
  const windows = held.flatMap(({ of }) => ('window' in of ? [of.window] : []))
  return createSilencing(mutesInForce(mutes, moment), openOf(windows, moment))
}

function keptBy({ type, data }: SilenceEvent): Kept | undefined {
  if (type === 'notify.MuteSet') {
    const { muteId: mute_id, kind, boardId: board_id, alarmId: alarm_id, expiresAt } = data
    return { mute: { mute_id, kind, board_id, alarm_id, expires_at: new Date(expiresAt) } }
  }
  if (type !== 'notify.WindowPlanned') return undefined
  const { windowId: window_id, boardId: board_id, kind, labels, reason, schedule } = data
  return {
    window: {
      ...{ window_id, board_id, kind, labels, reason, schedule },
      ...{ time_zone: data.timeZone, lasts_seconds: data.lastsSeconds },
      ...{ begins_at: new Date(data.beginsAt), ends_at: new Date(data.endsAt) },
    },
  }
}

// What ends by its time is over by its plan, whenever somebody noted that.
function endsNow({ type }: SilenceEvent): boolean {
  return type === 'notify.MuteLifted' || type === 'notify.WindowCancelled'
}

/** Tells what would have kept notices from receivers: what silenced their alarms then, and the quiet hours of these settings. */
export interface KeptBack extends Pick<Silences, 'note'> {
  /** Why a notice of a moment is kept from a receiver; undefined: it is told. */
  why(receiver: string, notice: Told, at: Date): Reason | undefined
}

/** What is looked at of a notice. */
export type Told = Pick<AlarmNotice, 'alarmId' | 'kind' | 'boardId' | 'severity' | 'labels'>

/** Creates it. */
export function createKeptBack(config: NotifyConfig, silences = createPastSilences()): KeptBack {
  const receivers = new Map(receiversOf(config).map(one => [one.name, one]))
  return {
    note: event => silences.note(event),
    why(receiver, { alarmId: alarm_id, kind, boardId: board_id, severity, labels }, now) {
      const { quietHours = [] } = receivers.get(receiver) ?? {}
      const whyNot = createWhyNot({ quietHours }, { now, silencing: silences.at(now) })
      return whyNot({ alarm_id, kind, board_id, severity, labels: labels ?? {} })
    },
  }
}

/** Whether an event is one of a mute or a window. */
export function isOfSilence(event: Recorded<NotifyEvent>): event is Recorded<SilenceEvent> {
  return event.type.startsWith('notify.Mute') || event.type.startsWith('notify.Window')
}
