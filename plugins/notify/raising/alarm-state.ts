import type { AlarmSeverity, AlarmSignal, AlarmState } from '../../../core/plugin-api.ts'
import type { AlarmNotice, AlarmSilenced } from '../alarm-events.ts'
import type { Calling } from '../calling.ts'
import type { Routing } from '../routing/routing.ts'

/** What is said of an alarm, whose kind and cause its declaration tells. */
export interface Signal extends Omit<AlarmSignal, 'about' | keyof Calling>, Calling {
  readonly kind: string
  readonly cause: string
}

/** What every command that may tell somebody needs: the rules, and what time it is. */
export interface Common extends Pick<Routing, 'choose'>, Partial<Pick<Routing, 'later'>> {
  readonly now: Date
  readonly dedupeMs: number
}

/** What silences an alarm: a mute or a maintenance window, and when that ends by itself. */
export type SilencedBy = Omit<AlarmSilenced['data'], 'alarmId'>

/** What may happen to an alarm. */
export type AlarmCommand =
  /** A source event says how it stands. */
  | (Common & {
      readonly type: 'signal'
      readonly signal: Signal
      readonly sourceEventId: string
      readonly at: Date
    })
  /** What it was about is no more; the event that says so, if there is one. */
  | (Common & { readonly type: 'end'; readonly text: string; readonly sourceEventId?: string })
  /** It was over before this, and is not to be listed any more. */
  | { readonly type: 'forget'; readonly alarmId: string; readonly than: Date }
  /** It is time to look whether all is told. */
  | (Common & {
      readonly type: 'remind'
      readonly remindMs: number
      /** What silences it now; null: nothing; absent: it is not known. */
      readonly silence?: SilencedBy | null
    })
  /** Somebody looks after it, or says that it is over. */
  | {
      readonly type: 'acknowledge'
      readonly alarmId: string
      readonly note: string
      /** Receivers that keep alarms which somebody can look after: those of them that were told are told of it. */
      readonly keepers?: readonly string[]
    }
  | (Common & { readonly type: 'resolve'; readonly note: string; readonly by: string })

/** What is remembered of an alarm. */
export interface Alarm {
  readonly last: AlarmNotice | undefined
  /** The last that was told, when each standing was last told, and when each webhook was. */
  readonly lastTold: { readonly standing: string; readonly atMs: number } | undefined
  readonly toldMs: Readonly<Record<string, number>>
  readonly webhookMs: Readonly<Record<string, number>>
  /** How it stood when each was last told. */
  readonly webhookStanding: Readonly<Record<string, string>>
  /** When each receiver was first told since the alarm is raised. */
  readonly firstMs: Readonly<Record<string, number>>
  readonly raisedMs: number
  /** Since when it is raised, and since when critical, where gaps in which nothing could settle do not count; 0: it is not. */
  readonly sinceMs: Readonly<Record<AlarmSeverity, number>>
  /** When it last stood otherwise than now, when it was last critical, and when it last came back after it had been over. */
  readonly changedMs: number
  readonly criticalUntilMs: number
  readonly returnedMs: number
  /** How often it has come back since it was last told. */
  readonly untoldReturns: number
  /** When it was last told how it stands, and the time before. */
  readonly lastTwoMs: readonly [number, number]
  readonly silenced: SilencedBy | undefined
  /** From when the steps of routes count anew: what had silenced it ended, or it ended for who had looked after it. */
  readonly heardMs: number
  /** The worst since it was raised: whoever was told of that is told how it goes on. */
  readonly worst: AlarmSeverity
  /** How bad it was when somebody began to look after it. */
  readonly acknowledged: AlarmSeverity | undefined
  /** Sources that are already in it. */
  readonly sources: readonly string[]
}

/** Tells whether an alarm stands. */
export function isRaised(last: AlarmNotice | undefined): last is AlarmNotice {
  return last?.state === 'raised'
}

/** Tells whether something was told a moment before. */
export function isRecent({ now, dedupeMs }: Common, toldMs: number | undefined): boolean {
  return toldMs !== undefined && now.getTime() - toldMs < dedupeMs
}

/** How an alarm stands, as one word for each way. */
export function standingOf({
  state,
  severity,
}: {
  state: AlarmState
  severity: AlarmSeverity
}): string {
  return `${state} ${severity}`
}

/** The worse of two severities. */
export function worse(one: AlarmSeverity, other: AlarmSeverity): AlarmSeverity {
  return one === 'critical' ? one : other
}

/** What is said of who is called and how, and no more than that. */
export function callingOf({ nature, people, labels, page, commands }: Calling): Calling {
  return {
    ...(nature && { nature }),
    ...(people && { people }),
    ...(labels && { labels }),
    ...(page !== undefined && { page }),
    ...(commands && { commands }),
  }
}
