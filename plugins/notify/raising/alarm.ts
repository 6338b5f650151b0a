import { type Decider, DecklogError, notFound, type Recorded } from '../../../core/plugin-api.ts'
import type { AlarmEvent, AlarmNotice } from '../alarm-events.ts'
import { alarmIdOf } from '../streams.ts'
import type { Alarm, AlarmCommand, Common, Signal } from './alarm-state.ts'
import { callingOf, isRaised, isRecent, standingOf, worse } from './alarm-state.ts'
import { decideReminder } from './reminding.ts'

// A reaction may run again for its last few events only.
const sourcesKept = 50

/** The rules of an alarm: it is raised, changes, is cleared, and the same is not told twice within a while. */
export const alarmDecider: Decider<Alarm, AlarmCommand, AlarmEvent> = {
  foldVersion: 1,
  initial: {
    ...{ last: undefined, lastTold: undefined, toldMs: {}, webhookMs: {}, raisedMs: 0 },
    ...{ worst: 'warning', acknowledged: undefined, sources: [] },
  },
  evolve,
  decide(command, alarm) {
    switch (command.type) {
      case 'signal':
        return decideSignal(command, alarm)
      case 'end':
        return decideEnd(command, alarm)
      case 'remind':
        return decideReminder(command, alarm)
      case 'acknowledge':
        return decideAcknowledge(command, alarm)
      case 'resolve':
        return decideResolve(command, alarm)
      default:
        return command satisfies never
    }
  },
}

function evolve(alarm: Alarm, event: Recorded<AlarmEvent>): Alarm {
  const atMs = event.receivedAt.getTime()
  if (event.type === 'notify.AlarmAcknowledged')
    return { ...alarm, acknowledged: alarm.last?.severity }
  const { data } = event
  const isWorse = data.severity === 'critical' && alarm.acknowledged === 'warning'
  const seen = {
    ...alarm,
    last: data,
    raisedMs: isRaised(alarm.last) ? alarm.raisedMs : atMs,
    worst: data.state === 'cleared' ? 'warning' : worse(alarm.worst, data.severity),
    acknowledged: data.state === 'cleared' || isWorse ? undefined : alarm.acknowledged,
    sources: [...alarm.sources, data.sourceEventId].slice(-sourcesKept),
  } as const
  if (data.webhooks.length === 0) return seen
  const standing = standingOf(data)
  const told = Object.fromEntries(data.webhooks.map(name => [name, atMs]))
  return {
    ...seen,
    lastTold: { standing, atMs },
    toldMs: { ...alarm.toldMs, [standing]: atMs },
    webhookMs: { ...alarm.webhookMs, ...told },
  }
}

function decideSignal(
  command: Extract<AlarmCommand, { type: 'signal' }>,
  alarm: Alarm,
): readonly AlarmEvent[] {
  const { signal, sourceEventId, at } = command
  if (alarm.sources.includes(sourceEventId)) return []
  if (signal.state === 'cleared' && !isRaised(alarm.last)) return []
  const type = signal.state === 'raised' ? 'notify.AlarmRaised' : 'notify.AlarmCleared'
  return [{ type, data: noticeOf(command, alarm, { ...signal, sourceEventId, at }) }]
}

function decideEnd(
  command: Extract<AlarmCommand, { type: 'end' }>,
  alarm: Alarm,
): readonly AlarmEvent[] {
  const { last } = alarm
  if (!isRaised(last)) return []
  const { text, now: at, sourceEventId = last.sourceEventId } = command
  const told = { ...last, state: 'cleared', text, sourceEventId, at } as const
  return [{ type: 'notify.AlarmCleared', data: noticeOf(command, alarm, told) }]
}

function decideResolve(
  command: Extract<AlarmCommand, { type: 'resolve' }>,
  alarm: Alarm,
): readonly AlarmEvent[] {
  const { last } = alarm
  if (!last) throw notFound('alarm')
  if (!isRaised(last)) return []
  const { by, note, now: at } = command
  const text = `${last.subject} was resolved by ${by}: ${note}`
  const told = { ...last, state: 'cleared', text, at } as const
  return [{ type: 'notify.AlarmResolved', data: { ...noticeOf(command, alarm, told), note } }]
}

function decideAcknowledge(
  { alarmId, note }: Extract<AlarmCommand, { type: 'acknowledge' }>,
  { last, acknowledged }: Alarm,
): readonly AlarmEvent[] {
  if (!last) throw notFound('alarm')
  if (!isRaised(last)) throw new DecklogError('DECKLOG_REFUSED', 'This alarm is over.')
  return acknowledged ? [] : [{ type: 'notify.AlarmAcknowledged', data: { alarmId, note } }]
}

type Said = Signal & { readonly sourceEventId: string; readonly at: Date }

function noticeOf(common: Common, alarm: Alarm, said: Said): AlarmNotice {
  const { kind, cause, group, boardId, subject, state, text, sourceEventId, at } = said
  const about = { alarmId: alarmIdOf(cause), kind, cause, group, boardId, subject }
  // What is over was as bad as it had last been.
  const severity = state === 'cleared' ? (alarm.last?.severity ?? said.severity) : said.severity
  const told = { ...about, severity: worse(alarm.worst, severity) }
  const isTold = isRecent(common, alarm.toldMs[standingOf({ state, severity })])
  return {
    ...about,
    ...callingOf(said),
    ...{ state, severity, text, sourceEventId },
    at: at.toISOString(),
    webhooks: isTold ? [] : common.choose(told),
  }
}
