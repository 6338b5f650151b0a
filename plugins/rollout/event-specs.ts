import Joi, { type ObjectSchema } from 'joi'
import type { EventSpecs } from '../../core/plugin.ts'
import * as examples from './event-examples.ts'
import type { RolloutEvent } from './events.ts'
import { checkNames, verdicts } from './verdict.ts'

const id = (): Joi.StringSchema => Joi.string().guid()
const time = (): Joi.StringSchema => Joi.string().isoDate()
const text = (): Joi.StringSchema => Joi.string().max(4_000).allow('')

// Every field is required unless it says otherwise: an event tells all or is refused.
function record(fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema {
  return Joi.object(fields).prefs({ presence: 'required' })
}

const check = record({
  name: Joi.valid(...checkNames).description('Which check.'),
  required: Joi.valid('required', 'optional').description('Whether it must have passed.'),
  verdict: Joi.valid(...verdicts).description('How it ended.'),
  detail: text().description('What was found.'),
})

const attempt = record({
  number: Joi.number().integer().min(1).description('Which attempt.'),
  outcome: Joi.valid('passed', 'failed').description('Whether all URLs answered as they should.'),
  failedUrls: Joi.array().items(Joi.string().max(2_000)).description('Those that did not.'),
  at: time().description('When.'),
})

const healthGate = record({
  status: Joi.valid('passed', 'failed', 'skipped').description('How it ended.'),
  reason: text().description('Why it ended so.'),
  attempts: Joi.array().items(attempt).max(100).description('Every look at the target.'),
})

const verificationId = id().description('Id of the verification.')

/** The events of this plugin: what their data must be, and an example of each. */
export const rolloutEvents: EventSpecs<RolloutEvent> = {
  'rollout.VerificationFinished': {
    summary: 'A target was verified.',
    schemaVersion: 1,
    data: record({
      verificationId,
      target: Joi.string().max(40).description('Name of the target.'),
      runId: id().allow(null).description('The run that it is evidence of, if any.'),
      releaseId: Joi.string()
        .hex()
        .length(64)
        .allow(null)
        .description('The release that the target was compared with, if any.'),
      boardId: id().allow(null).description('The board of the run, if any.'),
      verdict: Joi.valid('passed', 'failed').description(
        '`passed`: every required check has, and the target became healthy where that was waited for.',
      ),
      checks: Joi.array().items(check).description('How each check ended.'),
      healthGate: healthGate.allow(null).description('How the target became healthy.'),
      evidenceLink: Joi.string().max(2_000).description('Where this is to be read.'),
      startedAt: time().description('When it began.'),
      finishedAt: time().description('When it was over.'),
    }),
    example: examples.finished,
    maxBytes: 64 * 1024,
  },
  'rollout.RolledBack': {
    summary: 'A target that was not verified was taken back, or that was tried.',
    schemaVersion: 1,
    data: record({
      verificationId,
      outcome: Joi.valid('succeeded', 'failed', 'timed_out').description('What became of it.'),
      exitCode: Joi.number().integer().allow(null).description('Null when it did not end itself.'),
      durationMs: Joi.number().integer().min(0).description('How long it took.'),
      output: text().description('The end of what it said, secrets hidden.'),
    }),
    example: examples.rolledBack,
  },
}
