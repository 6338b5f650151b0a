import type { Outcome, Recorded, Rejudging, WhatIf } from '../../core/plugin-api.ts'
import type { AlarmEvent, AlarmNotice } from './alarm-events.ts'
import type { NotifyConfig } from './config.ts'
import type { NotifyEvent } from './events.ts'
import { alarmDecider } from './raising/alarm.ts'
import { type Alarm, type AlarmCommand, callingOf, type Common } from './raising/alarm-state.ts'
import { createRouting } from './routing/routing.ts'
import { alarmStream } from './streams.ts'

const hourSeconds = 3_600
const types = [
  ...(['notify.AlarmRaised', 'notify.AlarmCleared', 'notify.AlarmResolved'] as const),
  ...(['notify.AlarmRepeated', 'notify.AlarmAcknowledged'] as const),
  ...(['notify.AlarmSilenced', 'notify.AlarmUnsilenced'] as const),
]

/** Whom these settings would have told of the alarms that were recorded; what holds a message back, and reminders, are left as they were. */
export function notifyWhatIf(config: NotifyConfig): WhatIf<NotifyEvent> {
  return {
    types,
    lookBackSeconds: Math.max(hourSeconds, 2 * config.dedupeWithin),
    standsIn: event => (isOfAlarm(event) ? alarmStream(event.data.alarmId) : undefined),
    asRecorded: () => ({
      begin: () => [],
      take: event => (isNotice(event) ? tellings(event.data, event.receivedAt) : []),
    }),
    asSet: () => tellAgain(config),
  }
}

function tellAgain(config: NotifyConfig): Rejudging<NotifyEvent> {
  const common = { ...createRouting(config), dedupeMs: config.dedupeWithin * 1_000 }
  const alarms = new Map<string, Alarm>()

  function evolve(event: Recorded<AlarmEvent>): void {
    const { alarmId } = event.data
    alarms.set(alarmId, alarmDecider.evolve(alarms.get(alarmId) ?? alarmDecider.initial, event))
  }

  return {
    begin(event) {
      if (isOfAlarm(event)) evolve(event)
      return []
    },
    take(event) {
      if (!isOfAlarm(event)) return []
      if (!isNotice(event)) {
        evolve(event)
        return []
      }
      const alarm = alarms.get(event.data.alarmId) ?? alarmDecider.initial
      const decided = alarmDecider.decide(commandOf(event, common), alarm)
      return decided.flatMap(one => {
        const again: Recorded<AlarmEvent> = { ...event, ...one }
        evolve(again)
        return isNotice(again) ? tellings(again.data, event.receivedAt) : []
      })
    },
  }
}

type Notice = Extract<
  AlarmEvent,
  { type: 'notify.AlarmRaised' | 'notify.AlarmCleared' | 'notify.AlarmResolved' }
>

/** What the recorded notice was decided from. */
function commandOf(
  { data, receivedAt: now }: Recorded<Notice>,
  common: Omit<Common, 'now'>,
): AlarmCommand {
  const { kind, cause, group, boardId, subject, state, severity, text, sourceEventId } = data
  if (state === 'cleared') return { type: 'end', text, sourceEventId, now, ...common }
  const signal = { kind, cause, group, boardId, subject, state, severity, text, ...callingOf(data) }
  return { type: 'signal', signal, sourceEventId, at: new Date(data.at), now, ...common }
}

function tellings(
  { webhooks, subject, state, severity }: AlarmNotice,
  at: Date,
): readonly Outcome[] {
  return webhooks.map(webhook => ({
    kind: 'telling',
    subject: `${subject} to ${webhook}`,
    state: `${state} ${severity}`,
    at,
  }))
}

function isOfAlarm(event: Recorded<NotifyEvent>): event is Recorded<AlarmEvent> {
  return (types as readonly string[]).includes(event.type)
}

function isNotice(event: Recorded<NotifyEvent>): event is Recorded<Notice> {
  return types.slice(0, 3).some(type => type === event.type)
}
