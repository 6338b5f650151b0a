import type { DomainEvent } from '../../core/event.ts'
import type { ProjectionResumed, ProjectionStalled } from '../../core/events/core-events.ts'

// What this plugin reads of the events of others. They are checked where they are recorded.

export type PressureChanged = DomainEvent<
  'disk.PressureChanged',
  {
    readonly host: string
    readonly mount: string
    readonly to: 'unknown' | 'ok' | 'warning' | 'critical' | 'emergency'
    readonly text: string
  }
>

export type ContinuityChanged = DomainEvent<
  'continuity.Changed',
  {
    readonly boardId: string
    readonly agentId: string
    readonly name: string
    readonly to: 'new' | 'alive' | 'stale' | 'unreachable' | 'paused'
    readonly text: string
  }
>

export type AgentRetired = DomainEvent<
  'continuity.AgentRetired',
  { readonly boardId: string; readonly agentId: string; readonly name: string }
>

export type RuntimeLost = DomainEvent<
  'continuity.RuntimeLost',
  { readonly boardId: string; readonly boardName: string; readonly error: string }
>

export type RuntimeRestored = DomainEvent<
  'continuity.RuntimeRestored',
  { readonly boardId: string; readonly boardName: string }
>

export type GatesJudged = DomainEvent<
  'gsd.GatesJudged',
  {
    readonly decision: 'allow' | 'warn' | 'deny'
    readonly facts: {
      readonly runId: string
      readonly step: string
      readonly boardId: string | null
    }
  }
>

export type VerificationFinished = DomainEvent<
  'rollout.VerificationFinished',
  {
    readonly target: string
    readonly boardId: string | null
    readonly verdict: 'passed' | 'failed'
    readonly checks: readonly {
      readonly name: string
      readonly required: 'required' | 'optional'
      readonly verdict: string
    }[]
  }
>

/** The events that raise and clear alarms. */
export type SourceEvent =
  | PressureChanged
  | ContinuityChanged
  | AgentRetired
  | RuntimeLost
  | RuntimeRestored
  | GatesJudged
  | VerificationFinished
  | ProjectionStalled
  | ProjectionResumed
