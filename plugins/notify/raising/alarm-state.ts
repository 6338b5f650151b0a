import type { AlarmSeverity, AlarmSignal, AlarmState } from '../../../core/plugin-api.ts'
import type { AlarmNotice, AlarmSubject, Calling } from '../alarm-events.ts'

/** What is said of an alarm, whose kind and cause its declaration tells. */
export interface Signal extends Omit<AlarmSignal, 'about' | keyof Calling>, Calling {
  readonly kind: string
  readonly cause: string
}

/** Whom to tell of an alarm. */
export type Choose = (
  notice: AlarmSubject & { readonly severity: AlarmSeverity },
) => readonly string[]

/** What every command that may tell somebody needs. */
export interface Common {
  readonly now: Date
  readonly choose: Choose
  readonly dedupeMs: number
}

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
  /** It is time to look whether all is told. */
  | (Common & { readonly type: 'remind'; readonly remindMs: number })
  /** Somebody looks after it, or says that it is over. */
  | { readonly type: 'acknowledge'; readonly alarmId: string; readonly note: string }
  | (Common & { readonly type: 'resolve'; readonly note: string; readonly by: string })

/** What is remembered of an alarm. */
export interface Alarm {
  readonly last: AlarmNotice | undefined
  /** The last that was told, when each standing was last told, and when each webhook was. */
  readonly lastTold: { readonly standing: string; readonly atMs: number } | undefined
  readonly toldMs: Readonly<Record<string, number>>
  readonly webhookMs: Readonly<Record<string, number>>
  readonly raisedMs: number
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
