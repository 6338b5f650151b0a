import type { DomainEvent, Recorded } from '../event.ts'

/** What judging comes to: a level or the like, whether an alarm stands, what a gate answers, who is told, what is done or left undone. */
export const outcomeKinds = ['transition', 'alarm', 'gate', 'telling', 'action'] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

/** From a moment on something is in a state: a subject at a level, its alarm raised, its gate denying. */
export interface Outcome {
  readonly kind: OutcomeKind
  /** What it is about, as people call it; the same of one subject. */
  readonly subject: string
  /** A word: `critical`, `raised`, `deny`. */
  readonly state: string
  readonly at: Date
}

/** Goes through recorded facts in the order of the ledger, and says what comes of each. Pure, but for what it remembers of them. */
export interface Rejudging<E extends DomainEvent = DomainEvent> {
  /** What was recorded last of a subject before the first fact that is taken; each, where several tell how it stood. */
  begin(event: Recorded<E>): readonly Outcome[]
  take(event: Recorded<E>): readonly Outcome[]
  /** What time alone has brought until the end of the range, after the last fact. */
  end?(at: Date): readonly Outcome[]
}

/** How a plugin would have judged recorded facts: the same judging that it does live, over what was observed then. */
export interface WhatIf<E extends DomainEvent = DomainEvent> {
  /** Types of the events that it looks at. */
  readonly types: readonly string[]
  /** So long before a range it begins to look, so that what has held for a while is known at its beginning. */
  readonly lookBackSeconds: number
  /** The stream whose last event tells how the subject of an event stood; none: nothing does. */
  standsIn(event: Recorded<E>): string | undefined
  /** How many of the last events of that stream it takes to tell; default 1. */
  readonly standsBy?: number
  /** What was recorded, as it was judged. */
  asRecorded(): Rejudging<E>
  /** What would have been recorded by these settings. */
  asSet(): Rejudging<E>
}
