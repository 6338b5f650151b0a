import type { About, Ailment, EventNamed, Plan, Suppression } from '../events.ts'

/** How often, and by whose leave, a policy may try. */
export interface Limits {
  readonly mode: 'suggest' | 'auto'
  readonly cooldownMs: number
  readonly attempts: number
  readonly withinMs: number
}

/** Why nothing is to be tried now. */
export interface Quiet {
  readonly why: Suppression
  readonly text: string
  readonly eventIds: readonly string[]
}

/** Consider what ails: all that speaks for and against an attempt at this moment. */
export interface Consider {
  readonly type: 'consider'
  readonly about: About
  readonly limits: Limits
  readonly ailment: Ailment
  readonly plan: Plan
  /** What it ails of, as long as that is the same. */
  readonly episode: string
  /** What keeps a policy from trying; a person's wish is kept by `denied` alone. */
  readonly quiet: Quiet | null
  readonly denied: Quiet | null
  /** When other policies tried the same thing. */
  readonly othersMs: readonly number[]
  /** Id of the attempt, should there be one. */
  readonly attemptId: string
  readonly startBy: Date
  readonly now: Date
}

/** What became of what was open: how its thing stands now. */
export interface Judge {
  readonly type: 'judge'
  readonly about: About
  readonly attemptId: string
  /** `gone`: there is no such thing any more. */
  readonly standing: 'ailing' | 'well' | 'gone'
  /** Readings after the action, the most telling first: those that show it well, and all others. */
  readonly good: readonly { readonly eventId: string; readonly at: Date }[]
  readonly bad: readonly string[]
  /** When a cure must have shown; null before the action has ended. */
  readonly showsBy: Date | null
  readonly limits: Limits
  readonly now: Date
}

/** What may be done about one policy and one thing. */
export type RecoveryCommand =
  | Consider
  | Judge
  | {
      readonly type: 'settle'
      readonly about: About
      readonly why: 'well' | 'gone' | 'policy_gone'
    }
  | {
      readonly type: 'ask'
      readonly about: About
      readonly attemptId: string
      readonly how: 'done' | 'rehearsed'
      readonly note: string | null
    }
  | {
      readonly type: 'approve'
      readonly about: About
      readonly attemptId: string
      readonly digest: string
      readonly note: string | null
    }
  | { readonly type: 'resume'; readonly about: About; readonly note: string | null }
  | {
      readonly type: 'start'
      readonly about: About
      readonly attemptId: string
      readonly node: string
      /** Digest of the action as the machine that acts has it. */
      readonly digest: string
      readonly deadlineAt: Date
      readonly now: Date
    }
  | {
      readonly type: 'finish'
      readonly about: About
      readonly attemptId: string
      readonly ended: Omit<EventNamed<'recovery.ActionFinished'>['data'], keyof About | 'attemptId'>
      readonly limits: Pick<Limits, 'attempts'>
    }
