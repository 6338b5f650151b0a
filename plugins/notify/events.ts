import type { DomainEvent } from '../../core/event.ts'
import type { AlarmKind, AlarmSeverity, AlarmState, WithholdReason } from './words.ts'

/** What an alarm is about. `cause` names it for good; alarms of one `group` are told in one message. */
export interface AlarmSubject {
  readonly alarmId: string
  readonly kind: AlarmKind
  readonly cause: string
  readonly group: string
  readonly boardId: string | null
  /** A short name: `/data of web01`. */
  readonly subject: string
}

/** How an alarm stands, and whom that is to be told. */
export interface AlarmNotice extends AlarmSubject {
  readonly state: AlarmState
  readonly severity: AlarmSeverity
  /** A sentence that a person can read. */
  readonly text: string
  /** The event that it follows from, and when Decklog received that. */
  readonly sourceEventId: string
  readonly at: string
  /** Names of the webhooks that are to be told; none when the same was told within `dedupeWithin`. */
  readonly webhooks: readonly string[]
}

/** Why an alarm that did not change is told again. */
export type ReminderReason = 'still_critical' | 'settled'

/** One message, by which several notices reach one webhook. */
interface Message {
  readonly messageId: string
  readonly webhook: string
  /** The notices: ids of the events that are told. */
  readonly noticeIds: readonly string[]
}

interface Attempt extends Message {
  /** From 1. */
  readonly attempt: number
  readonly durationMs: number
}

// In the stream of the alarm.
export type AlarmRaised = DomainEvent<'notify.AlarmRaised', AlarmNotice>
export type AlarmCleared = DomainEvent<'notify.AlarmCleared', AlarmNotice>
export type AlarmRepeated = DomainEvent<
  'notify.AlarmRepeated',
  AlarmNotice & { readonly reason: ReminderReason }
>
export type AlarmEvent = AlarmRaised | AlarmCleared | AlarmRepeated

// In the stream of the webhook.
export type Delivered = DomainEvent<'notify.Delivered', Attempt & { readonly status: number }>
export type Failed = DomainEvent<
  'notify.Failed',
  Attempt & { readonly reason: string; readonly retryAt: string | null }
>
export type Withheld = DomainEvent<'notify.Withheld', Message & { readonly reason: WithholdReason }>
export type DeliveryEvent = Delivered | Failed | Withheld

/** Which alarms a mute silences; null matches all. */
export interface MuteScope {
  readonly kind: AlarmKind | null
  readonly boardId: string | null
  readonly alarmId: string | null
}

// In the stream of the mute.
export type MuteSet = DomainEvent<
  'notify.MuteSet',
  MuteScope & { readonly muteId: string; readonly reason: string; readonly expiresAt: string }
>
export type MuteLifted = DomainEvent<'notify.MuteLifted', { readonly muteId: string }>
export type MuteEvent = MuteSet | MuteLifted

export type NotifyEvent = AlarmEvent | DeliveryEvent | MuteEvent
