import type { DomainEvent } from '../../core/plugin-api.ts'
import type { ApprovalEvent } from '../../plugins/gsd/events/approval-events.ts'
import type { EvidenceEvent } from '../../plugins/gsd/events/evidence-events.ts'
import type { GateEvent } from '../../plugins/gsd/events/gate-events.ts'
import type { RulesEvent } from '../../plugins/gsd/events/rules-events.ts'
import type { StageEvent } from '../../plugins/gsd/events/stage-events.ts'
import type { MuteEvent } from '../../plugins/notify/events.ts'

/** What this looks at of a change of rules, which core records. */
type RulesChanged = DomainEvent<
  'core.RulesChanged',
  {
    readonly plugin: string
    readonly digest: string
    readonly changes: readonly { readonly path: string; readonly effect: string }[]
  }
>

/** What somebody set for the answers of a gate, which core records. */
type GateModeSet = DomainEvent<
  'core.GateModeSet',
  {
    readonly gate: string
    readonly from: GateMode
    readonly to: GateMode
    readonly reason: string
  }
>
export type GateMode = 'watch' | 'warn' | 'deny'

type Run<T extends string> = Extract<
  ApprovalEvent | EvidenceEvent | GateEvent | RulesEvent | StageEvent,
  { readonly type: T }
>

/** The events that exceptions are made of. */
export type ExceptionEvent =
  | RulesChanged
  | GateModeSet
  | Extract<MuteEvent, { readonly type: 'notify.MuteSet' }>
  | Run<'gsd.ApprovalGiven' | 'gsd.ApprovalWaived' | 'gsd.RulesWeakened'>
  | Run<'gsd.EvidenceAttached' | 'gsd.EvidenceWithdrawn' | 'gsd.RunCompleted'>
  | Run<'gsd.GateBypassed' | 'gsd.GateDecided'>

/** One of them. */
export type EventOf<T extends ExceptionEvent['type']> = Extract<
  ExceptionEvent,
  { readonly type: T }
>
