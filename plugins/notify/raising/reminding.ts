import type { AlarmEvent, AlarmNotice, AlarmRepeated } from '../alarm-events.ts'
import { callingOf, isRaised, isRecent, standingOf } from './alarm-state.ts'
import type { Alarm, AlarmCommand, Common } from './alarm-state.ts'

/** Decides whether an alarm that did not change is told again, to whom and why. */
export function decideReminder(
  command: Extract<AlarmCommand, { type: 'remind' }>,
  alarm: Alarm,
): readonly AlarmEvent[] {
  const { last } = alarm
  if (!last) return []
  const reason = reminderReason(command, alarm, last)
  const webhooks = reason ? command.choose(last) : untold(command, alarm, last)
  if (webhooks.length === 0) return []
  const data = { ...noticeAsTold(last), webhooks, reason: reason ?? 'receiver_added' }
  return [{ type: 'notify.AlarmRepeated', data }]
}

function reminderReason(
  command: Extract<AlarmCommand, { type: 'remind' }>,
  { lastTold, toldMs, acknowledged }: Alarm,
  last: AlarmNotice,
): AlarmRepeated['data']['reason'] | undefined {
  if (!lastTold) return undefined
  const standing = standingOf(last)
  // What was told last is no longer so, because the same had been told a moment before.
  if (standing !== lastTold.standing)
    return isRecent(command, toldMs[standing]) ? undefined : 'settled'
  const isDue = command.now.getTime() - lastTold.atMs >= command.remindMs
  const isCritical = isRaised(last) && last.severity === 'critical'
  return isCritical && isDue && !acknowledged ? 'still_critical' : undefined
}

/** The webhooks that would be told of a raised alarm if it were raised now, and have not been. */
function untold(
  { choose, dedupeMs }: Common,
  { webhookMs, raisedMs, worst }: Alarm,
  last: AlarmNotice,
): readonly string[] {
  if (!isRaised(last)) return []
  const sinceMs = raisedMs - dedupeMs
  return choose({ ...last, severity: worst }).filter(name => (webhookMs[name] ?? 0) < sinceMs)
}

// An alarm that was resolved carries a note, which is not to be said again.
function noticeAsTold(last: AlarmNotice): AlarmNotice {
  const { alarmId, kind, cause, group, boardId, subject } = last
  const { state, severity, text, sourceEventId, at, webhooks } = last
  return {
    ...{ alarmId, kind, cause, group, boardId, subject },
    ...callingOf(last),
    ...{ state, severity, text, sourceEventId, at, webhooks },
  }
}
