import { defineEvent, type EventOf, eventSpecs, shapes } from '../../core/plugin-api.ts'
import { about, ailment, attempt, bounded, plan, why } from './attempt-shapes.ts'
import { policyPaused, policyResumed } from './pause-events.ts'

export type { About, Ailment, Plan } from './attempt-shapes.ts'

const suggested = defineEvent({
  type: 'recovery.Suggested',
  summary: 'A policy would act, and waits for a person to approve that very action.',
  data: shapes.record({ ...attempt, ...ailment, ...plan }),
})
const approved = defineEvent({
  type: 'recovery.Approved',
  summary: 'A person approved a suggested action.',
  data: shapes.record({
    ...attempt,
    digest: shapes.sha256('Digest of the action that was approved.', 'a'.repeat(64)),
    note: shapes.nullable(bounded('What was said.', 'The old logs may go.')),
  }),
})
const how = shapes.oneOf(['done', 'rehearsed'], '`rehearsed`: nothing is to be changed.')
const asked = defineEvent({
  type: 'recovery.Asked',
  summary: 'A person wants a policy to act on a thing now.',
  data: shapes.record({
    ...attempt,
    how,
    note: shapes.nullable(bounded('Why.', 'Before the night.')),
  }),
})
const requested = defineEvent({
  type: 'recovery.Requested',
  summary: 'An attempt to heal something begins; the machine that acts is to take it up.',
  data: shapes.record({
    ...attempt,
    ...ailment,
    ...plan,
    how,
    by: shapes.oneOf(['policy', 'approval', 'person'], 'Who decided it.'),
    person: shapes.nullable(
      bounded('Kind and id of who approved it, or asked for it.', 'person:ada', 300),
      null,
    ),
    startBy: shapes.time('It is not begun after this.', '2026-01-01T12:01:00.000Z'),
  }),
})

/** Why nothing was tried. */
export const suppressions = [
  'cooldown',
  'at_once',
  'correlated',
  'blind',
  'muted',
  'window',
  'deploy',
  'gate',
  'other_policy',
  'no_node',
] as const
export type Suppression = (typeof suppressions)[number]

const suppressed = defineEvent({
  type: 'recovery.Suppressed',
  summary: 'Something ails that a policy is for, and nothing was tried; told once for each reason.',
  data: shapes.record({
    ...about,
    why: shapes.oneOf(suppressions, 'Why not.'),
    text: bounded('That in words.', 'The last attempt was 40 s ago.'),
    eventIds: why,
    episode: bounded('What it ails of: the same reason is told once.', 'critical', 200),
  }),
})
const started = defineEvent({
  type: 'recovery.ActionStarted',
  summary: 'A machine began to act; nobody begins the same attempt again.',
  data: shapes.record({
    ...attempt,
    node: plan.node,
    deadlineAt: shapes.time('When it is over at the latest.', '2026-01-01T12:01:05.000Z'),
  }),
})
const finished = defineEvent({
  type: 'recovery.ActionFinished',
  summary: 'An action ended, which says nothing of whether it helped.',
  data: shapes.record({
    ...attempt,
    outcome: shapes.oneOf(
      ['succeeded', 'failed', 'timed_out', 'not_started', 'interrupted'],
      'How it ended, by its own account.',
    ),
    exitCode: shapes.nullable(
      shapes.number('Exit code, or HTTP status.', 0, schema => schema.integer()),
    ),
    changed: shapes.oneOf(['something', 'nothing', 'unknown'], 'Whether it changed anything.'),
    freedBytes: shapes.nullable(
      shapes.number('Bytes that came free, where it is about bytes.', 21_474_836_480, schema =>
        schema.integer(),
      ),
    ),
    durationMs: shapes.count('How long it took.', 1_800),
    output: shapes.text(
      'The end of what it said, without secrets; it may be empty.',
      '12 files',
      s => s.allow('').max(4_000),
    ),
  }),
  maxBytes: 32 * 1024,
})
const verified = defineEvent({
  type: 'recovery.Verified',
  summary: 'A reading made after the action by whoever watches the thing shows that it is well.',
  data: shapes.record({
    ...attempt,
    eventIds: shapes.described(why, 'Ids of the readings that show it.'),
    readAt: shapes.time('When the first of them was received.', '2026-01-01T12:02:00.000Z'),
    tookSeconds: shapes.seconds('From the request to that.', 62),
  }),
})
const unverified = defineEvent({
  type: 'recovery.Unverified',
  summary: 'An action ended, and no reading showed in time that it helped.',
  data: shapes.record({
    ...attempt,
    why: shapes.oneOf(
      ['still_so', 'not_read', 'nothing_done', 'gone'],
      '`not_read`: nothing was read after it. `nothing_done`: it changed nothing.',
    ),
    eventIds: why,
  }),
})
const abandoned = defineEvent({
  type: 'recovery.Abandoned',
  summary: 'Nobody told how an action ended that had begun; it is not begun again.',
  data: shapes.record({ ...attempt, text: bounded('That in words.', 'web01 has not told.') }),
})
const withdrawn = defineEvent({
  type: 'recovery.Withdrawn',
  summary: 'A suggestion or a request ended without an action, or was only rehearsed.',
  data: shapes.record({
    ...attempt,
    why: shapes.oneOf(
      [
        ...(['well', 'gone', 'not_taken', 'action_changed', 'policy_gone'] as const),
        ...(['rehearsed', 'denied', 'replaced'] as const),
      ],
      '`not_taken`: the machine did not take it up. `replaced`: a person asked for it otherwise.',
    ),
  }),
})
const escalated = defineEvent({
  type: 'recovery.Escalated',
  summary: 'A policy gives up on a thing until that is well, or a person has it go on.',
  data: shapes.record({
    ...about,
    why: shapes.oneOf(['not_helping', 'too_often'], 'Why.'),
    attempts: shapes.count('So many attempts were made.', 3),
    text: bounded('That in words.', '3 attempts did not help.'),
  }),
})
const resolved = defineEvent({
  type: 'recovery.Resolved',
  summary: 'What a policy had given up on is over.',
  data: shapes.record({
    ...about,
    why: shapes.oneOf(['well', 'gone', 'policy_gone', 'resumed'], 'Why.'),
    note: shapes.nullable(bounded('What a person said.', 'The disk was replaced.'), null),
  }),
})

const own = [
  ...([suggested, approved, asked, requested, suppressed, started, finished] as const),
  ...([verified, unverified, abandoned, withdrawn, escalated, resolved] as const),
] as const

/** An event of the stream of one policy and one thing. */
export type AttemptEvent = EventOf<(typeof own)[number]>
export type RecoveryEvent = AttemptEvent | EventOf<typeof policyPaused | typeof policyResumed>
export type EventNamed<T extends AttemptEvent['type']> = Extract<AttemptEvent, { type: T }>

/** The events of this plugin. */
export const recoveryEvents = eventSpecs(...own, policyPaused, policyResumed)
