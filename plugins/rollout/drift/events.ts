import { defineEvent, type EventOf, shapes } from '../../../core/plugin-api.ts'

const digest = `sha256:${'a'.repeat(64)}`
const name = shapes.text('Name of the target.', 'production', s => s.max(40))
const foundAt = '2026-01-01T12:00:00.000Z'
const said = (description: string, example: string) =>
  shapes.text(description, example, s => s.max(2_000))

const approved = shapes.record({
  releaseId: shapes.sha256('The release.', 'a3f1'.repeat(16)),
  verificationId: shapes.id(
    'The verification that says so.',
    '0199a3c0-0000-7000-8000-0000000000e1',
  ),
  runId: shapes.nullable(
    shapes.id('The run that it is evidence of, if any.', '0199a3c0-0000-7000-8000-0000000000f1'),
  ),
  boardId: shapes.nullable(shapes.id('The board of that run, if any.', ''), null),
  standing: shapes.oneOf(
    ['approved', 'pending'],
    '`pending`: its run has not been completed yet, and nothing else is approved.',
  ),
})

/** What was approved to run at a target, and by what. */
export type Approved = shapes.Of<typeof approved>

const image = shapes.record({
  image: shapes.text('Repository, with its tag where one is told.', 'ghcr.io/acme/app:1', s =>
    s.max(400),
  ),
  digest: shapes.nullable(shapes.text('Its digest, where one is told.', digest, s => s.max(100))),
})

/** One image as a target says that it runs. */
export type SeenImage = shapes.Of<typeof image>

/** Most images that are kept of what runs; so many bytes are no more than 64 KiB. */
export const mostImages = 50

const running = shapes.nullable(
  shapes.list(image, 'What runs of the repositories of the release; null where nobody told.', {
    most: mostImages,
  }),
)
const held = shapes.nullable(
  shapes.described(approved, 'What was approved; null where nothing was.'),
)

/** What a look at a target came to. `underway`: a run rolls out, and what runs is neither the old nor the new alone. */
export const outcomes = ['as_approved', 'drifted', 'underway', 'unreachable', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

/** Why it cannot be told what runs: nobody answers; it answers, but not as what is well; who could tell what runs does not. */
export const blindReasons = ['no_answer', 'not_well', 'not_told'] as const
export type BlindReason = (typeof blindReasons)[number]

const look = shapes.record({
  target: name,
  outcome: shapes.oneOf(
    outcomes,
    'What was seen; `unknown`: nothing was ever approved; `underway`: a run is rolling out.',
  ),
  text: said('What was found, in words.', 'All 4 images run as released.'),
  approved: held,
  running,
  rightAt: shapes.nullable(shapes.time('When it was last seen to run what was approved.', foundAt)),
  machine: shapes.text('The machine that looked.', 'web01', s => s.max(255)),
  everySeconds: shapes.seconds('How often it looks.', 300),
})

/** One look at a target. */
export type Look = shapes.Of<typeof look>

const looked = defineEvent({
  type: 'rollout.TargetLooked',
  summary: 'A target was looked at: recorded when something has changed, and once an hour.',
  data: look,
  maxBytes: 64 * 1024,
})

const watched = defineEvent({
  type: 'rollout.TargetWatched',
  summary: 'A target is looked at from now on.',
  data: shapes.record({
    target: name,
    host: shapes.nullable(
      shapes.text('The machine that alone can look; null: any.', 'web01', s => s.max(255)),
    ),
  }),
})

const driftFound = defineEvent({
  type: 'rollout.DriftFound',
  summary: 'A target runs something else than what was approved, or now runs yet another thing.',
  data: shapes.record({
    target: name,
    approved: shapes.described(approved, 'What was approved.'),
    running,
    text: said('What differs.', 'running_images: backend is another image'),
    sinceAtLatest: shapes.time('The first look that saw it drifted.', foundAt),
    rightAt: shapes.nullable(
      shapes.time('When it was last seen to be right.', '2026-01-01T11:55:00.000Z'),
    ),
  }),
  maxBytes: 64 * 1024,
})

const driftCleared = defineEvent({
  type: 'rollout.DriftCleared',
  summary: 'A target runs what was approved again, or it was approved meanwhile.',
  data: shapes.record({
    target: name,
    how: shapes.oneOf(
      ['as_approved', 'approved_since'],
      '`approved_since`: another release is approved than when the drift was found.',
    ),
    approved: held,
    running,
    sinceAtLatest: shapes.time('The first look that saw it drifted.', foundAt),
  }),
  maxBytes: 64 * 1024,
})

const unreachable = defineEvent({
  type: 'rollout.TargetUnreachable',
  summary: 'It cannot be told what a target runs, which is another thing than drift.',
  data: shapes.record({
    target: name,
    reason: shapes.oneOf(
      blindReasons,
      '`no_answer`: nobody answers; `not_well`: it answers, but not as it should; `not_told`: what runs is not told.',
    ),
    text: said('What was found.', 'health_routes: https://app.example/healthz: timed out'),
    since: shapes.time('The first look that could not tell.', foundAt),
  }),
})

const reached = defineEvent({
  type: 'rollout.TargetReached',
  summary: 'It can be told again what a target runs.',
  data: shapes.record({
    target: name,
    since: shapes.time('Since when it could not be told.', foundAt),
  }),
})

const dropped = defineEvent({
  type: 'rollout.TargetDropped',
  summary: 'A target is looked at no longer; its drift and all else that stood of it is over.',
  data: shapes.record({
    target: name,
    reason: shapes.text('Why.', 'It is no longer configured.', s => s.max(500)),
  }),
})

export type TargetWatched = EventOf<typeof watched>
export type TargetLooked = EventOf<typeof looked>
export type DriftFound = EventOf<typeof driftFound>
export type DriftCleared = EventOf<typeof driftCleared>
export type TargetUnreachable = EventOf<typeof unreachable>
export type TargetDropped = EventOf<typeof dropped>

/** What is decided about a target, in its own stream. */
export type TargetEvent =
  | TargetWatched
  | DriftFound
  | DriftCleared
  | TargetUnreachable
  | EventOf<typeof reached>
  | TargetDropped

/** The events of drift. */
export const driftEvents = [
  looked,
  watched,
  driftFound,
  driftCleared,
  unreachable,
  reached,
  dropped,
] as const
