import { type Decider, DecklogError, notFound } from '../../../core/plugin-api.ts'
import type { AlarmEvent, AlarmNotice } from '../alarm-events.ts'
import { alarmIdOf } from '../streams.ts'
import type { Alarm, AlarmCommand, Common, Signal } from './alarm-state.ts'
import { callingOf, isRaised, isRecent, standingOf, worse } from './alarm-state.ts'
import { evolveAlarm, noAlarm } from './evolve-alarm.ts'
import { cameBackSince, isHeldAsFlapping } from './flapping.ts'
import { sinceFields, toldNow } from './told-now.ts'
import { decideReminder, noticeAsTold } from './reminding.ts'

/** The rules of an alarm: it is raised, changes, is cleared, and the same is not told twice within a while. */
export const alarmDecider: Decider<Alarm, AlarmCommand, AlarmEvent> = {
  foldVersion: 3,
  initial: noAlarm,
  evolve: evolveAlarm,
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
      case 'forget':
        return decideForget(command, alarm)
      default:
        return command satisfies never
    }
  },
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
  { alarmId, note, keepers = [] }: Extract<AlarmCommand, { type: 'acknowledge' }>,
  { last, acknowledged, firstMs }: Alarm,
): readonly AlarmEvent[] {
  if (!last) throw notFound('alarm')
  if (!isRaised(last)) throw new DecklogError('DECKLOG_REFUSED', 'This alarm is over.')
  if (acknowledged) return []
  const receivers = Object.entries(firstMs).map(([name, ms]) => ({
    ...{ name, toldAt: new Date(ms).toISOString() },
  }))
  const webhooks = keepers.filter(name => name in firstMs)
  const told = { ...noticeAsTold(last), reason: 'acknowledged', webhooks } as const
  return [
    { type: 'notify.AlarmAcknowledged', data: { alarmId, note, receivers } },
    ...(webhooks.length > 0 ? [{ type: 'notify.AlarmRepeated', data: told } as const] : []),
  ]
}

// It may have been raised since somebody looked for what is old.
function decideForget(
  { alarmId, than }: Extract<AlarmCommand, { type: 'forget' }>,
  { last, changedMs }: Alarm,
): readonly AlarmEvent[] {
  if (!last || isRaised(last) || changedMs >= than.getTime()) return []
  return [{ type: 'notify.AlarmForgotten', data: { alarmId } }]
}

type Said = Signal & { readonly sourceEventId: string; readonly at: Date }

function noticeOf(common: Common, alarm: Alarm, said: Said): AlarmNotice {
  const { kind, cause, group, boardId, subject, labels, state, text, sourceEventId, at } = said
  const about = { alarmId: alarmIdOf(cause), kind, cause, group, boardId, subject }
  // What is over was as bad as it had last been.
  const severity = state === 'cleared' ? (alarm.last?.severity ?? said.severity) : said.severity
  const told = { ...about, labels, severity: worse(alarm.worst, severity) }
  const standing = standingOf({ state, severity })
  const isTold =
    isRecent(common, alarm.toldMs[standing]) || isHeldAsFlapping(common, alarm, standing)
  // Whoever was told so by a later step a moment before is not told so again with the others.
  const isNews = (name: string): boolean =>
    alarm.webhookStanding[name] !== standing || !isRecent(common, alarm.webhookMs[name])
  const webhooks = isTold ? [] : toldNow(common, alarm, { ...told, state }).filter(isNews)
  return {
    ...about,
    ...callingOf(said),
    ...{ state, severity, text, sourceEventId },
    at: at.toISOString(),
    ...(state === 'raised' && sinceFields(common, alarm, severity)),
    ...(webhooks.length > 0 && cameBackSince(alarm, common, state)),
    webhooks,
  }
}
