import type { DomainEvent, Recorded } from './event.ts'

/** How bad an alarm is; what is critical is told again while it lasts. */
export const alarmSeverities = ['warning', 'critical'] as const
export type AlarmSeverity = (typeof alarmSeverities)[number]

/** Whether what an alarm is about is so, or is over. */
export const alarmStates = ['raised', 'cleared'] as const
export type AlarmState = (typeof alarmStates)[number]

/** What an alarm asks of people: to mend what is wrong, or, where nothing is, to decide what waits for them. */
export const alarmNatures = ['problem', 'waits'] as const
export type AlarmNature = (typeof alarmNatures)[number]

/** What one event says of one alarm. */
export interface AlarmSignal {
  /** What the alarm is about, the same in every event of it: `web01 /data`. Its cause is the alarm's word before this. */
  readonly about: string
  /** What makes many of one cause: they are told together. */
  readonly group: string
  readonly boardId: string | null
  /** A short name: `/data of web01`. */
  readonly subject: string
  readonly state: AlarmState
  readonly severity: AlarmSeverity
  /** A sentence that a person can read. */
  readonly text: string
  /** Who in particular is to act, `person:alice`; 20 at most. Default: whoever is told. */
  readonly people?: readonly string[]
  /** Words to choose by beside its kind and board, few and short: `{ host: 'web01' }`; 10 at most. */
  readonly labels?: Readonly<Record<string, string>>
  /** Where the console shows it: `/runs/…`. Default: the page of the alarm. */
  readonly page?: string
  /** Two lines for a terminal at most: to look, and to act. Default: to show and to acknowledge the alarm. */
  readonly commands?: readonly string[]
}

/** What is no more, and with it all that stands of an alarm in one group. */
export interface AlarmsEnd {
  readonly group: string
  /** A sentence that a person can read. */
  readonly text: string
}

/** What an event that its owner records says of an alarm; a method, so that each may name the event that it reads. */
type Read<E extends DomainEvent, Said> = { read(event: Recorded<E>): Said }['read']

/** An alarm that the owner of some events makes of them. */
export interface AlarmSpec<E extends DomainEvent = DomainEvent> {
  /** What it is about, as receivers, mutes and lists choose by: one lower-case word, its own or one that others use too. */
  readonly kind: string
  /** One sentence: when it is raised, and when it is over. */
  readonly summary: string
  /** Default: `problem`. */
  readonly nature?: AlarmNature
  /** By event type, of the owner's own events; undefined: nothing. */
  readonly on: {
    readonly [T in E['type']]?: Read<Extract<E, { type: T }>, AlarmSignal | undefined>
  }
  /** By event type, of the owner's own events: what ends with them. Whatever may begin must be able to end. */
  readonly ends?: {
    readonly [T in E['type']]?: Read<Extract<E, { type: T }>, AlarmsEnd>
  }
  /** Asked every minute of what is still raised: a sentence when there is no such thing any more; undefined while there is. */
  over?(about: string): string | undefined
}

/** The alarms of one owner, by the word that their causes begin with; no two owners share one, so nobody clears another's alarm. */
export type AlarmSpecs<E extends DomainEvent = DomainEvent> = Readonly<Record<string, AlarmSpec<E>>>

/** An alarm that is declared, and whose it is. */
export interface DeclaredAlarm {
  readonly word: string
  readonly source: string
  readonly spec: AlarmSpec
}
