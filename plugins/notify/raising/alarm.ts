import type { AlarmSeverity, AlarmSignal, AlarmState } from '../../../core/alarm.ts'
import type { Decider, Recorded } from '../../../core/event.ts'
import type { AlarmEvent, AlarmNotice, AlarmSubject, ReminderReason } from '../events.ts'
import { alarmIdOf } from '../streams.ts'

/** What an event says of an alarm, whose kind and cause its declaration tells. */
export interface Signal extends Omit<AlarmSignal, 'about'> {
  readonly kind: string
  readonly cause: string
}

/** Whom to tell of an alarm. */
export type Choose = (
  notice: AlarmSubject & { readonly severity: AlarmSeverity },
) => readonly string[]

interface Common {
  readonly now: Date
  readonly choose: Choose
  readonly dedupeMs: number
}

/** What may happen to an alarm: a source event says how it stands, or it is time to look whether all is told. */
export type AlarmCommand =
  | (Common & {
      readonly type: 'signal'
      readonly signal: Signal
      readonly sourceEventId: string
      readonly at: Date
    })
  | (Common & { readonly type: 'remind'; readonly remindMs: number })

/** What is remembered of an alarm: its last notice, the last that was told, and when each standing was last told. */
export interface Alarm {
  readonly last: AlarmNotice | undefined
  readonly lastTold: { readonly standing: string; readonly atMs: number } | undefined
  readonly toldMs: Readonly<Record<string, number>>
  /** The worst since it was raised: whoever was told of that is told how it goes on. */
  readonly worst: AlarmSeverity
  /** Sources that are already in it. */
  readonly sources: readonly string[]
}

// A reaction may run again for its last few events only.
const sourcesKept = 50

/** The rules of an alarm: it is raised, changes, is cleared, and the same is not told twice within a while. */
export const alarmDecider: Decider<Alarm, AlarmCommand, AlarmEvent> = {
  initial: { last: undefined, lastTold: undefined, toldMs: {}, worst: 'warning', sources: [] },
  evolve,
  decide: (command, alarm) =>
    command.type === 'signal' ? decideSignal(command, alarm) : decideReminder(command, alarm),
}

function evolve(alarm: Alarm, { data, receivedAt }: Recorded<AlarmEvent>): Alarm {
  const seen = {
    ...alarm,
    last: data,
    worst: data.state === 'cleared' ? 'warning' : worse(alarm.worst, data.severity),
    sources: [...alarm.sources, data.sourceEventId].slice(-sourcesKept),
  }
  if (data.webhooks.length === 0) return seen
  const standing = standingOf(data)
  const atMs = receivedAt.getTime()
  return { ...seen, lastTold: { standing, atMs }, toldMs: { ...alarm.toldMs, [standing]: atMs } }
}

function decideSignal(
  command: Extract<AlarmCommand, { type: 'signal' }>,
  alarm: Alarm,
): readonly AlarmEvent[] {
  const { signal, sourceEventId, at } = command
  if (alarm.sources.includes(sourceEventId)) return []
  if (signal.state === 'cleared' && alarm.last?.state !== 'raised') return []
  const subject = subjectOf(signal)
  // What is over was as bad as it had last been.
  const severity = signal.state === 'cleared' ? alarm.last?.severity : undefined
  const stand = { state: signal.state, severity: severity ?? signal.severity }
  const told = { ...subject, severity: worse(alarm.worst, stand.severity) }
  const notice: AlarmNotice = {
    ...subject,
    ...stand,
    text: signal.text,
    sourceEventId,
    at: at.toISOString(),
    webhooks: isRecent(command, alarm.toldMs[standingOf(stand)]) ? [] : command.choose(told),
  }
  const type = signal.state === 'raised' ? 'notify.AlarmRaised' : 'notify.AlarmCleared'
  return [{ type, data: notice }]
}

function decideReminder(
  command: Extract<AlarmCommand, { type: 'remind' }>,
  alarm: Alarm,
): readonly AlarmEvent[] {
  const { last } = alarm
  const reason = last && reminderReason(command, alarm, last)
  if (!reason) return []
  const webhooks = command.choose(last)
  if (webhooks.length === 0) return []
  return [{ type: 'notify.AlarmRepeated', data: { ...last, webhooks, reason } }]
}

function reminderReason(
  command: Extract<AlarmCommand, { type: 'remind' }>,
  { lastTold, toldMs }: Alarm,
  last: AlarmNotice,
): ReminderReason | undefined {
  if (!lastTold) return undefined
  const standing = standingOf(last)
  // What was told last is no longer so, because the same had been told a moment before.
  if (standing !== lastTold.standing)
    return isRecent(command, toldMs[standing]) ? undefined : 'settled'
  const isDue = command.now.getTime() - lastTold.atMs >= command.remindMs
  const isCritical = last.state === 'raised' && last.severity === 'critical'
  return isCritical && isDue ? 'still_critical' : undefined
}

function isRecent({ now, dedupeMs }: Common, toldMs: number | undefined): boolean {
  return toldMs !== undefined && now.getTime() - toldMs < dedupeMs
}

function standingOf({ state, severity }: { state: AlarmState; severity: AlarmSeverity }): string {
  return `${state} ${severity}`
}

function worse(one: AlarmSeverity, other: AlarmSeverity): AlarmSeverity {
  return one === 'critical' ? one : other
}

function subjectOf({ kind, cause, group, boardId, subject }: Signal): AlarmSubject {
  return { alarmId: alarmIdOf(cause), kind, cause, group, boardId, subject }
}
