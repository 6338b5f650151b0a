import type { Decider } from '../../../core/plugin-api.ts'
import type { RecoveryEvent } from '../events.ts'

/** An event of the stream of a policy. */
export type PauseEvent = Extract<
  RecoveryEvent,
  { type: 'recovery.PolicyPaused' | 'recovery.PolicyResumed' }
>

/** What may be done with a policy. */
export type PauseCommand =
  | {
      readonly type: 'pause'
      readonly policy: string
      readonly reason: string
      readonly until: Date | null
    }
  | { readonly type: 'resume'; readonly policy: string }
  | { readonly type: 'end'; readonly policy: string; readonly now: Date }

/** Whether a policy rests, and until when; null: until a person says so. */
type Resting = { readonly untilMs: number | null } | 'acting'

/** The rules of a policy's rest: it may be set anew while it lasts, and ends once. */
export const pauseDecider: Decider<Resting, PauseCommand, PauseEvent> = {
  initial: 'acting',
  evolve(_resting, event) {
    if (event.type === 'recovery.PolicyResumed') return 'acting'
    const { until } = event.data
    return { untilMs: until === null ? null : Date.parse(until) }
  },
  decide(command, resting) {
    const { policy } = command
    switch (command.type) {
      case 'pause': {
        const until = command.until?.toISOString() ?? null
        const data = { policy, reason: command.reason, until }
        return [{ type: 'recovery.PolicyPaused', data }]
      }
      case 'resume':
        if (resting === 'acting') return []
        return [{ type: 'recovery.PolicyResumed', data: { policy, why: 'person' } }]
      case 'end': {
        const isOver =
          resting !== 'acting' &&
          resting.untilMs !== null &&
          resting.untilMs <= command.now.getTime()
        return isOver ? [{ type: 'recovery.PolicyResumed', data: { policy, why: 'over' } }] : []
      }
      default:
        return command satisfies never
    }
  },
}
