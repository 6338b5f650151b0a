import type { AlarmNature, AlarmSeverity, AlarmState } from '../../../core/plugin-api.ts'

/**
 * What kind of thing a message is: something is wrong; something waits for a person; it is over; somebody looks after it; it is told
 * again; what was kept back; a trial. What is `cleared` or `acknowledged` never wakes anybody.
 */
export const messageKinds = [
  'problem',
  'waits',
  'cleared',
  'acknowledged',
  'reminder',
  'digest',
  'test',
] as const
export type MessageKind = (typeof messageKinds)[number]

/** What has passed is not bad any more, however bad it was. */
export type MessageSeverity = AlarmSeverity | 'ok'

/** One alarm, as a message tells it. Its texts are foreign: each channel bounds and encodes them for where they go. */
export interface ToldAlarm {
  readonly alarmId: string
  /** The event that is told, and the one that it follows from. */
  readonly noticeId: string
  readonly sourceEventId: string
  readonly kind: string
  readonly nature: AlarmNature
  readonly subject: string
  readonly boardId: string | null
  readonly state: AlarmState
  readonly severity: MessageSeverity
  readonly text: string
  /** Why it is told again; null when it is new. */
  readonly reminder: string | null
  /** When Decklog received what says so. */
  readonly at: Date
  /** Since when it has been raised, or had been; null where that is not known. */
  readonly since: Date | null
  /** Who in particular is to act: `person:alice`. */
  readonly people: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** How a terminal looks at it, and acts: two lines at most. */
  readonly commands: readonly string[]
  /** Its page of the console; null when nobody said where that is. */
  readonly link: string | null
}

/** What a pager keeps until it is over: of one alarm under the alarm's id, or of many that were told together. */
export interface Incident {
  readonly key: string
  readonly change: 'trigger' | 'acknowledge' | 'resolve'
  /** What of it this message tells; of what is kept together, all that began it. */
  readonly alarms: readonly ToldAlarm[]
}

/** One message, the same for every channel: each makes its own format of it. */
export interface Message {
  /** The same at every attempt. */
  readonly id: string
  readonly kind: MessageKind
  /** One line, without its end. */
  readonly title: string
  /** A sentence or two. */
  readonly sentence: string
  /** The worst of what it tells. */
  readonly severity: MessageSeverity
  /** When it is sent, and by which machine. */
  readonly at: Date
  readonly node: string
  /** `possible`: it may have arrived before, since what became of an earlier attempt is not known. */
  readonly repeat: 'no' | 'possible'
  /** The page of its alarm, or of all when it tells several; null when nobody said where the console is. */
  readonly link: string | null
  /** How a terminal looks at it, and acts: two lines at most. */
  readonly commands: readonly string[]
  /** What it tells, the oldest first; none in a trial. */
  readonly alarms: readonly ToldAlarm[]
  /** Of a pager: what becomes of which incidents; absent: each alarm has its own. */
  readonly incidents?: readonly Incident[] | undefined
}

/** The worst of some severities; `ok` of none. */
export function worstOf(severities: readonly MessageSeverity[]): MessageSeverity {
  return (['critical', 'warning'] as const).find(one => severities.includes(one)) ?? 'ok'
}
