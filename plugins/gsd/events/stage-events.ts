import { defineEvent, type EventOf } from '../../../core/events/define-event.ts'
import { id, list, nullable, oneOf, record, sha256, text, type Of } from '../../../core/shape.ts'
import { orders, outcomes } from '../stage.ts'
import { exampleRun, openStatus, ordinal, reason, runId, stage, word } from './fields.ts'

const runName = text('Its name; iterations share it.', 'checkout 2.4', name =>
  name.max(500).allow(''),
)
const iterationNumber = ordinal('Which iteration of the name on its board.')
const releaseId = sha256('SHA-256 of its manifest.', exampleRun.releaseId)

const runStart = record({
  runId,
  organizationId: nullable(word('Whose it is.', ''), null),
  boardId: nullable(id('Its board; null when it has none.', exampleRun.boardId)),
  taskId: nullable(id('The task it serves.', ''), null),
  createdByUserId: nullable(word('The user for whom it was started.', ''), null),
  runName,
  iterationNumber,
  stage: stage('The stage it starts in.', 'planning'),
  status: openStatus('The status it starts with.', 'in_progress'),
  requiredEvidence: list(
    word('A type of evidence.', 'test_report'),
    'Types of evidence that must stand when it completes.',
  ),
})

/** What a run is about when it starts. */
export type RunStart = Of<typeof runStart>

/** How a run that is completed has ended. */
export type Outcome = (typeof outcomes)[number]

/** How a run starts, moves and ends. */
export const stageEvents = [
  defineEvent({
    type: 'gsd.RunStarted',
    summary: 'A delivery run started.',
    data: runStart,
  }),
  defineEvent({
    type: 'gsd.RunRenamed',
    summary: 'A run got another name or iteration.',
    data: record({ runId, runName, iterationNumber }),
    example: { iterationNumber: 2 },
  }),
  defineEvent({
    type: 'gsd.ReleaseNamed',
    summary: 'A run named the release it delivers, and is held to the rules from here on.',
    data: record({
      runId,
      releaseId,
      previousReleaseId: nullable(sha256('The one it named before.', ''), null),
    }),
  }),
  defineEvent({
    type: 'gsd.StageEntered',
    summary: 'A run entered a stage.',
    data: record({
      runId,
      from: stage('The stage it left.', 'planning'),
      to: stage('The stage it entered.', 'implementation'),
      attempt: ordinal('Which time it is in this stage.'),
      order: oneOf(orders, 'How the move lies to the order of the stages.'),
      reason: reason(),
    }),
  }),
  defineEvent({
    type: 'gsd.StatusChanged',
    summary: 'The status of a run changed.',
    data: record({
      runId,
      from: openStatus('What it was.', 'in_progress'),
      to: openStatus('What it is.', 'blocked'),
      reason: reason('A required check failed: api answers.'),
    }),
  }),
  defineEvent({
    type: 'gsd.RunCompleted',
    summary: 'A run ended.',
    schemaVersion: 2,
    upcasters: { 1: data => ({ ...data, outcome: 'succeeded' }) },
    data: record({
      runId,
      outcome: oneOf(outcomes, 'How it ended.'),
      stage: stage('The stage it ended in.', 'hardening'),
      reason: reason(),
      subjectDigest: sha256(
        'Digest of its release and standing evidence.',
        exampleRun.subjectDigest,
      ),
    }),
  }),
  defineEvent({
    type: 'gsd.RunReopened',
    summary: 'A completed run was taken up again.',
    data: record({
      runId,
      status: openStatus('What it is from here on.', 'in_progress'),
      reason: reason('An alarm came after all.'),
    }),
  }),
] as const

/** What moves a run. */
export type StageEvent = EventOf<(typeof stageEvents)[number]>
