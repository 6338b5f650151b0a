import Joi from 'joi'
import { defineEvent, type EventOf, eventSpecs, shapes } from '../../core/plugin-api.ts'
import { driftEvents, type TargetEvent, type TargetLooked } from './drift/events.ts'
import { verdicts } from './verdict.ts'

const said = (description: string, example: string) =>
  shapes.text(description, example, schema => schema.max(4_000).allow(''))
const short = (most: number) => (schema: Joi.StringSchema) => schema.max(most)

const check = shapes.record({
  name: shapes.text('Which check; one that asks a gate is called as that is.', 'health_routes', s =>
    s.max(100),
  ),
  required: shapes.oneOf(['required', 'optional'], 'Whether it must have passed.'),
  verdict: shapes.oneOf(verdicts, 'How it ended.'),
  detail: said('What was found.', '2 of 2 URLs answer as they should.'),
})

/** How one check of a verification ended. */
export type CheckResult = shapes.Of<typeof check>

const attempt = shapes.record({
  number: shapes.number('Which attempt.', 1, schema => schema.integer().min(1)),
  outcome: shapes.oneOf(['passed', 'failed'], 'Whether all URLs answered as they should.'),
  failedUrls: shapes.list(
    shapes.shape<string>(Joi.string().max(2_000), ''),
    'Those that did not.',
    {
      example: [],
    },
  ),
  at: shapes.time('When.', '2026-01-01T00:00:10.000Z'),
})

/** One look at the URLs of a target. */
export type HealthAttempt = shapes.Of<typeof attempt>

const healthGate = shapes.record({
  status: shapes.oneOf(['passed', 'failed', 'skipped'], 'How it ended.'),
  reason: said('Why it ended so.', 'healthy 3 times in a row'),
  attempts: shapes.list(attempt, 'Every look at the target.', {
    most: 100,
    example: [10, 25, 40].map((second, index) => ({
      ...attempt.example,
      number: index + 1,
      at: `2026-01-01T00:00:${second}.000Z`,
    })),
  }),
})

/** How a target came to be healthy, or did not. */
export type HealthGateResult = shapes.Of<typeof healthGate>

const verificationId = shapes.id('Id of the verification.', '0199a3c0-0000-7000-8000-0000000000e1')

const verification = shapes.record({
  verificationId,
  target: shapes.text('Name of the target.', 'production', short(40)),
  runId: shapes.nullable(
    shapes.id('The run that it is evidence of, if any.', '0199a3c0-0000-7000-8000-0000000000f1'),
  ),
  releaseId: shapes.nullable(
    shapes.sha256('The release that the target was compared with, if any.', 'a3f1'.repeat(16)),
  ),
  boardId: shapes.nullable(shapes.id('The board of the run, if any.', ''), null),
  targetRole: shapes.optional(
    shapes.oneOf(
      ['default', 'other'],
      'Whether it is the target that gates and the list of releases ask about.',
    ),
  ),
  speaksFor: shapes.optional(
    shapes.oneOf(
      ['all', 'board'],
      '`board`: who asked for it is limited to boards, so that it counts on its own board alone.',
    ),
  ),
  verdict: shapes.oneOf(
    ['passed', 'failed'],
    '`passed`: every required check has, and the target became healthy where that was waited for.',
  ),
  checks: shapes.list(check, 'How each check ended.', {
    example: [
      check.example,
      { ...check.example, name: 'running_images', detail: 'All 4 images run as released.' },
    ],
  }),
  healthGate: shapes.nullable(
    shapes.shape<HealthGateResult>(
      healthGate.schema.description('How the target became healthy.'),
      healthGate.example,
    ),
  ),
  evidenceLink: shapes.text(
    'Where this is to be read.',
    `/api/v1/verifications/${verificationId.example}`,
    short(2_000),
  ),
  startedAt: shapes.time('When it began.', '2026-01-01T00:00:40.000Z'),
  finishedAt: shapes.time('When it was over.', '2026-01-01T00:00:41.000Z'),
})

/** What was verified, and how each check ended. */
export type VerificationResult = shapes.Of<typeof verification>

const rollback = shapes.record({
  verificationId,
  outcome: shapes.oneOf(['succeeded', 'failed', 'timed_out'], 'What became of it.'),
  exitCode: shapes.nullable(
    shapes.number('Null when it did not end itself.', 0, schema => schema.integer()),
  ),
  durationMs: shapes.count('How long it took.', 21_400),
  output: said('The end of what it said, secrets hidden.', 'Container decklog-backend-1 Started'),
})

/** What became of the command that takes a target back. */
export type RollbackResult = shapes.Of<typeof rollback>

// In the stream of the verification.
const finished = defineEvent({
  type: 'rollout.VerificationFinished',
  summary: 'A target was verified.',
  data: verification,
  example: { targetRole: 'default', speaksFor: 'all' },
  maxBytes: 64 * 1024,
})
const rolledBack = defineEvent({
  type: 'rollout.RolledBack',
  summary: 'A target that was not verified was taken back, or that was tried.',
  data: rollback,
})

export type VerificationFinished = EventOf<typeof finished>
export type VerificationEvent = VerificationFinished | EventOf<typeof rolledBack>
export type RolloutEvent = VerificationEvent | TargetLooked | TargetEvent

/** The events of this plugin. */
export const rolloutEvents = eventSpecs(finished, rolledBack, ...driftEvents)
