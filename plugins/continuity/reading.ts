import { type RecordOf, shapes } from '../../core/plugin-api.ts'
import { probeTarget, runtimeKinds, runtimeTarget, type RuntimeKind } from './target.ts'

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

/** Fields of one reading of a target, with how the target stands after it. */
const readingOf = <const Kind extends RuntimeKind>(kind: Kind, url: string) => ({
  kind: shapes.oneOf(runtimeKinds, 'How it was asked.', kind),
  url: shapes.text('Where.', url, schema => schema.max(2_048)),
  outcome: shapes.oneOf(outcomes, 'What came of it; `unknown`: it was not asked.'),
  failure: shapes.nullable(shapes.oneOf(readFailures, 'What went wrong; null: nothing.'), null),
  // Never what the target sent.
  detail: shapes.nullable(
    shapes.text('That in a few words.', 'It did not answer.', schema => schema.max(500)),
    null,
  ),
  latencyMs: shapes.nullable(
    shapes.number('How long the answer took.', 12, schema => schema.min(0)),
  ),
  everySeconds: shapes.seconds('How often it is asked.', 30),
  standing: shapes.oneOf(standings, 'How it stands after its last readings.'),
  standingSince: shapes.time('Since when.', '2026-01-01T09:00:00.000Z'),
  streak: shapes.count('How many readings in a row came to the same.', 120),
})

/** A reading of a runtime, and one of an agent, as the examples have them. */
export const readingOfRuntime = readingOf('sessions', runtimeTarget.example.url)
export const readingOfAgent = readingOf('http', probeTarget.example.url)

export type Reading = RecordOf<typeof readingOfRuntime>

/** How a target stands, since when, and how many readings in a row were like the last. */
export type Debounced = Pick<Reading, 'standing' | 'standingSince' | 'streak'>

/** Sessions that a runtime reports, and when the runtime says they were last active. */
export const sessionList = (description: string) =>
  shapes.list(
    shapes.record({
      key: shapes.text('Name of the session.', 'agent:scribe:main', schema => schema.max(500)),
      activeAt: shapes.nullable(
        shapes.time('When the runtime says it was last active.', '2026-01-01T10:40:00.000Z'),
      ),
    }),
    description,
  )

export type Session = shapes.Of<ReturnType<typeof sessionList>>[number]

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
