import Joi from 'joi'
import type { EventSpecs } from '../../../core/plugin.ts'
import type {
  ReleaseNamed,
  RunCompleted,
  RunRenamed,
  RunReopened,
  RunStarted,
  StageEntered,
  StatusChanged,
} from '../events.ts'
import { orders } from '../stage.ts'
import { exampleRun, fields, record } from './fields.ts'

const { runId, stage, openStatus, reason, count, word, sha256 } = fields
const { runId: example, boardId, releaseId, subjectDigest } = exampleRun
const name = Joi.string().max(500).allow('').description('Its name; iterations share it.')
const iteration = count.description('Which iteration of the name on its board.')
const release = sha256.description('SHA-256 of its manifest.')

type StageEvent =
  RunStarted | RunRenamed | ReleaseNamed | StageEntered | StatusChanged | RunCompleted | RunReopened

/** How a run starts, moves and ends. */
export const stageEvents: EventSpecs<StageEvent> = {
  'gsd.RunStarted': {
    summary: 'A delivery run started.',
    schemaVersion: 1,
    data: record({
      runId,
      organizationId: word.allow(null).description('Whose it is.'),
      boardId: fields.id.allow(null).description('Its board; null when it has none.'),
      taskId: fields.id.allow(null).description('The task it serves.'),
      createdByUserId: word.allow(null).description('The user for whom it was started.'),
      runName: name,
      iterationNumber: iteration,
      stage: stage.description('The stage it starts in.'),
      status: openStatus.description('The status it starts with.'),
      requiredEvidence: Joi.array()
        .items(word)
        .description('Types of evidence that must stand when it completes.'),
    }),
    example: {
      ...{ runId: example, organizationId: null, boardId, taskId: null, createdByUserId: null },
      ...{ runName: 'checkout 2.4', iterationNumber: 1, stage: 'planning' },
      ...{ status: 'in_progress', requiredEvidence: ['test_report'] },
    },
  },
  'gsd.RunRenamed': {
    summary: 'A run got another name or iteration.',
    schemaVersion: 1,
    data: record({ runId, runName: name, iterationNumber: iteration }),
    example: { runId: example, runName: 'checkout 2.4', iterationNumber: 2 },
  },
  'gsd.ReleaseNamed': {
    summary: 'A run named the release it delivers, and is held to the rules from here on.',
    schemaVersion: 1,
    data: record({
      runId,
      releaseId: release,
      previousReleaseId: release.allow(null).description('The one it named before.'),
    }),
    example: { runId: example, releaseId, previousReleaseId: null },
  },
  'gsd.StageEntered': {
    summary: 'A run entered a stage.',
    schemaVersion: 1,
    data: record({
      runId,
      from: stage.description('The stage it left.'),
      to: stage.description('The stage it entered.'),
      attempt: count.description('Which time it is in this stage.'),
      order: Joi.valid(...orders).description('How the move lies to the order of the stages.'),
      reason,
    }),
    example: {
      ...{ runId: example, from: 'planning', to: 'implementation', attempt: 1 },
      ...{ order: 'forward', reason: null },
    },
  },
  'gsd.StatusChanged': {
    summary: 'The status of a run changed.',
    schemaVersion: 1,
    data: record({ runId, from: openStatus, to: openStatus, reason }),
    example: {
      ...{ runId: example, from: 'in_progress', to: 'blocked' },
      reason: 'A required check failed: api answers.',
    },
  },
  'gsd.RunCompleted': {
    summary: 'A run completed.',
    schemaVersion: 1,
    data: record({
      runId,
      stage: stage.description('The stage it completed in.'),
      reason,
      subjectDigest: sha256.description('Digest of its release and standing evidence.'),
    }),
    example: { runId: example, stage: 'hardening', reason: null, subjectDigest },
  },
  'gsd.RunReopened': {
    summary: 'A completed run was taken up again.',
    schemaVersion: 1,
    data: record({ runId, status: openStatus, reason }),
    example: { runId: example, status: 'in_progress', reason: 'An alarm came after all.' },
  },
}
