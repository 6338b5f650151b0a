import {
  defineEvent,
  type EventOf,
  type RecordOf,
  type Shape,
  shapes,
} from '../../../core/plugin-api.ts'
import { exampleRun, ordinal, prose, reason, runId, step, word } from './fields.ts'

const note = (example: string) => prose('What the approver noted.', example)

const terms = {
  required: ordinal('How many different people must approve.'),
  role: shapes.nullable(word('Whom to ask.', 'owner')),
  secondPerson: shapes.oneOf(
    ['required', 'not_required'],
    'Whether who created or advanced the run does not count.',
  ),
  expiresAfterSeconds: shapes.nullable(
    shapes.number('How long an approval is good for; null: it does not expire.', 259_200, seconds =>
      seconds.min(1),
    ),
  ),
}

/** What can be asked of an approval point. */
export type ApprovalTerms = RecordOf<typeof terms>

const decided = <T extends string | null>(example: string, note: Shape<T>) => ({
  runId,
  approvalId: shapes.id('Id of this decision.', example),
  step: step('rollout'),
  round: ordinal('The request that it answers.'),
  note,
  subjectDigest: shapes.sha256(
    'SHA-256 of release and standing evidence, which it was decided on.',
    exampleRun.subjectDigest,
  ),
})

/** What approvals are asked for and decided. */
export const approvalEvents = [
  defineEvent({
    type: 'gsd.ApprovalRequested',
    summary: 'An approval of a step was asked for; decisions of earlier requests no longer count.',
    data: shapes.record({
      runId,
      step: step('rollout'),
      round: ordinal('Which request for this step, from 1.'),
      ...terms,
      note: shapes.nullable(
        shapes.text('What the one who asks noted.', '', said => said.max(4_000)),
        null,
      ),
    }),
  }),
  defineEvent({
    type: 'gsd.ApprovalGiven',
    summary: 'A step was approved.',
    data: shapes.record({
      ...decided(
        '5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30001',
        shapes.nullable(note('Read the test report.')),
      ),
      expiresAt: shapes.nullable(
        shapes.time('When it ends; null: never.', '2026-01-04T12:00:00.000Z'),
      ),
    }),
  }),
  defineEvent({
    type: 'gsd.ApprovalRejected',
    summary: 'A step was rejected; it stays so until approval is asked for anew.',
    data: shapes.record(
      decided('5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30002', note('The rollback was not tried.')),
    ),
  }),
  defineEvent({
    type: 'gsd.ApprovalWaived',
    summary: 'Someone who may approve took an approval point away.',
    data: shapes.record({ runId, step: step('completion'), reason: reason('It is a rehearsal.') }),
  }),
  defineEvent({
    type: 'gsd.ApprovalNoted',
    summary: 'A note was put beside an approval.',
    data: shapes.record({
      runId,
      step: step('completion'),
      note: prose('The note.', 'Call me before you approve.'),
    }),
  }),
] as const

/** What is asked of approvers, and what they decide. */
export type ApprovalEvent = EventOf<(typeof approvalEvents)[number]>
