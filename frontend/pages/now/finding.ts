import type { Level } from '../../words/levels.ts'
import { rankOf } from '../../words/levels.ts'
import type { Alarm, Mute } from './sources.ts'

/** Something that is not well. */
export interface Finding {
  /** The same for the same thing, however it stands. */
  readonly key: string
  readonly level: Level
  /** What is not well, and how, in a few words. */
  readonly what: string
  /** Why that is said, with the figures. */
  readonly why: string
  /** Null where nobody knows. */
  readonly since: string | null
  /** What to do about it; null where nothing is recommended. */
  readonly todo: string | null
  /** Where it is shown, as path and filters of the console. */
  readonly at: readonly [path: string, filters?: Readonly<Record<string, string>>]
  /** The causes of the alarms that tell of the same; of one that ends in a space, all that begin so. */
  readonly causes: readonly string[]
}

/** The worst first, and of those as bad the newest. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      rankOf(b.level) - rankOf(a.level) || timeOf(b) - timeOf(a) || (a.key < b.key ? -1 : 1),
  )
}

function timeOf({ since }: Finding): number {
  return since === null ? 0 : Date.parse(since)
}

/** Alarms that tell of something that no other finding does. */
export function findAlarms(
  alarms: readonly Alarm[],
  others: readonly Finding[],
): readonly Finding[] {
  return alarms
    .filter(alarm => !others.some(other => tellsOf(other, alarm)))
    .map(alarm => ({
      key: `alarm ${alarm.id}`,
      level: alarm.severity,
      what: alarm.subject,
      why: alarm.text,
      since: alarm.since,
      todo: alarm.nature === 'waits' ? 'Do what it waits for.' : null,
      at: alarm.page === null ? ['/alarms', { open: alarm.id }] : [alarm.page],
      causes: [alarm.cause],
    }))
}

function tellsOf({ causes }: Finding, { cause }: Alarm): boolean {
  return causes.some(one => (one.endsWith(' ') ? cause.startsWith(one) : cause === one))
}

/** What is said of the alarms of a finding: who looks after it, and that nobody is told. */
export function noteOf(
  finding: Finding,
  alarms: readonly Alarm[],
  mutes: readonly Mute[],
): string | null {
  const told = alarms.filter(alarm => tellsOf(finding, alarm))
  const seen = told.find(alarm => alarm.acknowledged_by !== null)
  const isMuted = told.length > 0 && told.every(alarm => isSilent(alarm, mutes))
  const said = [
    ...(seen?.acknowledged_by ? [`${seen.acknowledged_by} looks after it`] : []),
    ...(isMuted ? ['muted'] : []),
  ]
  return said.length === 0 ? null : said.join(', ')
}

/** Tells whether an alarm is kept from being told, by a mute or by a maintenance window. */
export function isSilent(alarm: Alarm, mutes: readonly Mute[]): boolean {
  return alarm.silenced_by === 'window' || mutes.some(mute => silences(mute, alarm))
}

function silences(mute: Mute, alarm: Alarm): boolean {
  if (mute.alarm_id !== null && mute.alarm_id !== alarm.id) return false
  if (mute.kind !== null && mute.kind !== alarm.kind) return false
  return mute.board_id === null || mute.board_id === alarm.board_id
}

/** A sentence without the words that stand before it already: `/srv of db-2 is critical: 4 % free.` after `/srv of db-2 is critical`. */
export function withoutHead(text: string, head: string): string {
  return text.startsWith(`${head}: `) ? text.slice(head.length + 2) : text
}
