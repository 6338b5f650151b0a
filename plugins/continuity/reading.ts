import type { RuntimeKind } from './target.ts'

/** What came of asking once. `unknown`: it was not asked, as its address is not allowed. */
export const outcomes = ['good', 'bad', 'unknown'] as const

/** How a target stands after its last readings. */
export const standings = ['up', 'down', 'unknown'] as const

/** Why a reading is not good. */
export const readFailures = [
  'address_not_allowed',
  'unreachable',
  'timed_out',
  'wrong_status',
  'wrong_body',
  'malformed',
] as const

export type Outcome = (typeof outcomes)[number]
export type Standing = (typeof standings)[number]
export type ReadFailure = (typeof readFailures)[number]

/** How a target stands, since when, and how many readings in a row were like the last. */
export interface Debounced {
  readonly standing: Standing
  readonly standingSince: string
  readonly streak: number
}

/** One reading of a target, with how the target stands after it. */
export interface Reading extends Debounced {
  readonly kind: RuntimeKind
  readonly url: string
  readonly outcome: Outcome
  readonly failure: ReadFailure | null
  /** What went wrong, in a few words; never what the target sent. */
  readonly detail: string | null
  readonly latencyMs: number | null
  readonly everySeconds: number
}

/** A session that a runtime reports, and when the runtime says it was last active. */
export interface Session {
  readonly key: string
  readonly activeAt: string | null
}

const DOWN_AFTER = 3
const UP_AFTER = 2

/**
 * Judges how a target stands after one more reading: three bad ones in a row take it down, two good ones bring it back, the
 * first good one makes it known. `previous` is the last reading of the same target, null when there is none.
 */
export function debounce(
  previous: (Debounced & Pick<Reading, 'outcome'>) | null,
  outcome: Outcome,
  at: Date,
): Debounced {
  const streak = previous?.outcome === outcome ? previous.streak + 1 : 1
  const before = previous?.standing ?? 'unknown'
  const standing = standingAfter(before, outcome, streak)
  const kept = previous && standing === before
  return { standing, standingSince: kept ? previous.standingSince : at.toISOString(), streak }
}

function standingAfter(before: Standing, outcome: Outcome, streak: number): Standing {
  switch (outcome) {
    case 'good':
      return before === 'unknown' || streak >= UP_AFTER ? 'up' : before
    case 'bad':
      return streak >= DOWN_AFTER ? 'down' : before
    case 'unknown':
      return 'unknown'
    default:
      return outcome satisfies never
  }
}
