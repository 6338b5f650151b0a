import type { AlarmEvent, AlarmNotice, AlarmRepeated } from '../alarm-events.ts'
import { callingOf, isRaised, isRecent, standingOf } from './alarm-state.ts'
import type { Alarm, AlarmCommand, Common, SilencedBy } from './alarm-state.ts'
import { cameBackSince, flappingMs, mayBeToldAgain } from './flapping.ts'
import { isStepDue, stepMs, toldNow } from './told-now.ts'

type Remind = Extract<AlarmCommand, { type: 'remind' }>
type Reason = AlarmRepeated['data']['reason']

/** Decides whether an alarm that did not change is told again, to whom and why. */
export function decideReminder(command: Remind, alarm: Alarm): readonly AlarmEvent[] {
  const { last } = alarm
  if (!last) return []
  const heard = decideSilence(command.silence, alarm, last)
  if (heard.length > 0) return heard
  const told = toldAgain(command, alarm, last)
  if (!told || told.webhooks.length === 0) return []
  const back = told.reason === 'settled' || told.reason === 'flapping'
  const cameBack = back ? cameBackSince(alarm, command, last.state) : {}
  const data = { ...noticeAsTold(last), ...cameBack, ...told }
  return [{ type: 'notify.AlarmRepeated', data }]
}

/** Records what silences a raised alarm, and that nothing does any more. */
function decideSilence(
  silence: SilencedBy | null | undefined,
  { silenced }: Alarm,
  { alarmId, state }: AlarmNotice,
): readonly AlarmEvent[] {
  if (silence === undefined) return []
  if (state === 'cleared') return []
  if (silence === null)
    return silenced ? [{ type: 'notify.AlarmUnsilenced', data: { alarmId } }] : []
  if (silenced?.silenceId === silence.silenceId && silenced.until === silence.until) return []
  return [{ type: 'notify.AlarmSilenced', data: { alarmId, ...silence } }]
}

interface ToldAgain {
  readonly reason: Reason
  readonly webhooks: readonly string[]
  readonly route?: string
}

function toldAgain(command: Remind, alarm: Alarm, last: AlarmNotice): ToldAgain | undefined {
  const reason = reminderReason(command, alarm, last)
  const known = reason === 'settled' ? knowing(alarm, last) : []
  const again = reason ? toldNow(command, alarm, last).filter(name => !known.includes(name)) : []
  if (reason && again.length > 0) return { reason, webhooks: again }
  const webhooks = untold(command, alarm, last)
  if (webhooks.length > 0) return { reason: 'receiver_added', webhooks }
  const steps = (command.later?.(last) ?? []).filter(
    step => !(step.receiver in alarm.firstMs) && isStepDue(command, alarm, step),
  )
  const [first] = steps
  if (!first) return undefined
  const names = new Set(steps.map(({ receiver }) => receiver))
  return { reason: 'escalated', webhooks: [...names], route: first.route }
}

function reminderReason(command: Remind, alarm: Alarm, last: AlarmNotice): Reason | undefined {
  const { lastTold, toldMs, acknowledged } = alarm
  if (!lastTold) return undefined
  const standing = standingOf(last)
  const isFree = mayBeToldAgain(command, alarm)
  // What was told last is no longer so, because the same had been told a moment before, or it came and went.
  if (standing !== lastTold.standing)
    return isFree && !isRecent(command, toldMs[standing]) ? 'settled' : undefined
  if (isFree && alarm.untoldReturns > 1) return 'flapping'
  const isDue = command.now.getTime() - lastTold.atMs >= command.remindMs
  const isCritical = isRaised(last) && last.severity === 'critical'
  return isCritical && isDue && !acknowledged ? 'still_critical' : undefined
}

/** The receivers that were last told that an alarm stands as it does. */
function knowing({ webhookStanding }: Alarm, last: AlarmNotice): readonly string[] {
  const standing = standingOf(last)
  return Object.keys(webhookStanding).filter(name => webhookStanding[name] === standing)
}

/** The receivers that would be told of a raised alarm at once if it were raised now, and have not been. */
function untold(
  { choose, dedupeMs }: Common,
  { webhookMs, firstMs, raisedMs, worst }: Alarm,
  last: AlarmNotice,
): readonly string[] {
  if (!isRaised(last)) return []
  const sinceMs = raisedMs - dedupeMs
  return choose({ ...last, severity: worst }).filter(
    name => !(name in firstMs) && (webhookMs[name] ?? 0) < sinceMs,
  )
}

/**
 * When an alarm is to be looked at next, although nothing changes: the earliest time after `now` at which a reminder may be due by
 * these rules; undefined: never. Whoever looks after every change and at these times tells what looking all the time would.
 */
export function nextLookMs(
  command: Omit<Remind, 'type' | 'silence'>,
  alarm: Alarm,
): number | undefined {
  const { last, lastTold, toldMs, lastTwoMs, returnedMs, changedMs } = alarm
  if (!last) return undefined
  const nowMs = command.now.getTime()
  const { dedupeMs, remindMs, later } = command
  const times = [
    ...(lastTold ? [lastTold.atMs + remindMs, changedMs + dedupeMs] : []),
    (toldMs[standingOf(last)] ?? 0) + dedupeMs,
    ...[lastTwoMs[0], returnedMs].map(ms => ms + flappingMs),
    ...(later?.(last) ?? []).map(step => stepMs(alarm, step)),
  ].filter(ms => ms > nowMs)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** A notice as it is told again: what was said of how it was resolved, or had come and gone, is not said again. */
export function noticeAsTold(last: AlarmNotice): AlarmNotice {
  const { alarmId, kind, cause, group, boardId, subject } = last
  const { state, severity, text, sourceEventId, at, raisedSince, criticalSince } = last
  return {
    ...{ alarmId, kind, cause, group, boardId, subject },
    ...callingOf(last),
    ...{ state, severity, text, sourceEventId, at },
    ...(raisedSince !== undefined && { raisedSince }),
    ...(criticalSince !== undefined && { criticalSince }),
    webhooks: [],
  }
}
