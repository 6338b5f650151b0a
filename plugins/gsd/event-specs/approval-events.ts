import Joi from 'joi'
import type { EventSpecs } from '../../../core/plugin.ts'
import type {
  ApprovalGiven,
  ApprovalNoted,
  ApprovalRejected,
  ApprovalRequested,
  ApprovalWaived,
} from '../events.ts'
import { exampleRun, fields, record } from './fields.ts'

const { runId, step, count, text, reason } = fields
const { runId: example, subjectDigest } = exampleRun
const note = text.description('What the approver noted.')

type ApprovalEvent =
  ApprovalRequested | ApprovalGiven | ApprovalRejected | ApprovalWaived | ApprovalNoted

const decided = {
  runId,
  approvalId: fields.id.description('Id of this decision.'),
  step,
  round: count.description('The request that it answers.'),
  note: note.allow(null),
  subjectDigest: fields.sha256.description(
    'SHA-256 of release and standing evidence, which it was decided on.',
  ),
}

/** What approvals are asked for and decided. */
export const approvalEvents: EventSpecs<ApprovalEvent> = {
  'gsd.ApprovalRequested': {
    summary: 'An approval of a step was asked for; decisions of earlier requests no longer count.',
    schemaVersion: 1,
    data: record({
      runId,
      step,
      round: count.description('Which request for this step, from 1.'),
      required: count.description('How many different people must approve.'),
      role: fields.word.allow(null).description('Whom to ask.'),
      secondPerson: Joi.valid('required', 'not_required').description(
        'Whether who created or advanced the run does not count.',
      ),
      expiresAfterSeconds: Joi.number()
        .min(1)
        .allow(null)
        .description('How long an approval is good for; null: it does not expire.'),
      note: note.allow(null).description('What the one who asks noted.'),
    }),
    example: {
      ...{ runId: example, step: 'rollout', round: 1, required: 1, role: 'owner' },
      ...{ secondPerson: 'required', expiresAfterSeconds: 259_200, note: null },
    },
  },
  'gsd.ApprovalGiven': {
    summary: 'A step was approved.',
    schemaVersion: 1,
    data: record({
      ...decided,
      expiresAt: fields.time.allow(null).description('When it ends; null: never.'),
    }),
    example: {
      ...{ runId: example, approvalId: '5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30001', step: 'rollout' },
      ...{ round: 1, note: 'Read the test report.', subjectDigest },
      expiresAt: '2026-01-04T12:00:00.000Z',
    },
  },
  'gsd.ApprovalRejected': {
    summary: 'A step was rejected; it stays so until approval is asked for anew.',
    schemaVersion: 1,
    data: record({ ...decided, note }),
    example: {
      ...{ runId: example, approvalId: '5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30002', step: 'rollout' },
      ...{ round: 1, note: 'The rollback was not tried.', subjectDigest },
    },
  },
  'gsd.ApprovalWaived': {
    summary: 'Someone who may approve took an approval point away.',
    schemaVersion: 1,
    data: record({ runId, step, reason }),
    example: { runId: example, step: 'completion', reason: 'It is a rehearsal.' },
  },
  'gsd.ApprovalNoted': {
    summary: 'A note was put beside an approval.',
    schemaVersion: 1,
    data: record({ runId, step, note: text.description('The note.') }),
    example: { runId: example, step: 'completion', note: 'Call me before you approve.' },
  },
}
