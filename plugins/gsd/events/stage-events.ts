import { defineEvent, type EventOf, shapes } from '../../../core/plugin-api.ts'
import { orders, outcomes } from '../stage.ts'
import { exampleRun, openStatus, ordinal, reason, runId, stage, word } from './fields.ts'

const runName = shapes.text('Its name; iterations share it.', 'checkout 2.4', name =>
  name.max(500).allow(''),
)
const iterationNumber = ordinal('Which iteration of the name on its board.')
const releaseId = shapes.sha256('SHA-256 of its manifest.', exampleRun.releaseId)

const runStart = shapes.record({
  runId,
  organizationId: shapes.nullable(word('Whose it is.', ''), null),
  boardId: shapes.nullable(shapes.id('Its board; null when it has none.', exampleRun.boardId)),
  taskId: shapes.nullable(shapes.id('The task it serves.', ''), null),
  createdByUserId: shapes.nullable(word('The user for whom it was started.', ''), null),
  runName,
  iterationNumber,
  stage: stage('The stage it starts in.', 'planning'),
  status: openStatus('The status it starts with.', 'in_progress'),
  requiredEvidence: shapes.list(
    word('A type of evidence.', 'test_report'),
    'Types of evidence that must stand when it completes.',
  ),
})

/** What a run is about when it starts. */
export type RunStart = shapes.Of<typeof runStart>

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
    data: shapes.record({ runId, runName, iterationNumber }),
    example: { iterationNumber: 2 },
  }),
  defineEvent({
    type: 'gsd.ReleaseNamed',
    summary: 'A run named the release it delivers, and is held to the rules from here on.',
    data: shapes.record({
      runId,
      releaseId,
      previousReleaseId: shapes.nullable(shapes.sha256('The one it named before.', ''), null),
    }),
  }),
  defineEvent({
    type: 'gsd.StageEntered',
    summary: 'A run entered a stage.',
    data: shapes.record({
      runId,
      from: stage('The stage it left.', 'planning'),
      to: stage('The stage it entered.', 'implementation'),
      attempt: ordinal('Which time it is in this stage.'),
      order: shapes.oneOf(orders, 'How the move lies to the order of the stages.'),
      reason: reason(),
    }),
  }),
  defineEvent({
    type: 'gsd.StatusChanged',
    summary: 'The status of a run changed.',
    data: shapes.record({
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
    data: shapes.record({
      runId,
      outcome: shapes.oneOf(outcomes, 'How it ended.'),
      stage: stage('The stage it ended in.', 'hardening'),
      reason: reason(),
      subjectDigest: shapes.sha256(
        'Digest of its release and standing evidence.',
        exampleRun.subjectDigest,
      ),
    }),
  }),
  defineEvent({
    type: 'gsd.RunReopened',
    summary: 'A completed run was taken up again.',
    data: shapes.record({
      runId,
      status: openStatus('What it is from here on.', 'in_progress'),
      reason: reason('An alarm came after all.'),
    }),
  }),
] as const

/** What moves a run. */
export type StageEvent = EventOf<(typeof stageEvents)[number]>
