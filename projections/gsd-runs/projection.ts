import Joi from 'joi'
import {
  columns,
  defineProjection,
  defineTable,
  type Recorded,
  type RowOf,
} from '../../core/plugin-api.ts'
import { ownerFields, ownerStatuses } from '../../plugins/gsd/answering/run-body.ts'
import type { Metrics } from '../../plugins/gsd/events/evidence-events.ts'
import type { RunEvent } from '../../plugins/gsd/events.ts'
import { shownLinks } from '../../plugins/gsd/evidencing/links.ts'
import type { Run } from '../../plugins/gsd/run.ts'
import { evolve } from '../../plugins/gsd/running/evolve.ts'
import { outcomes, stages, statuses } from '../../plugins/gsd/stage.ts'

/**
 * A run: what lists filter and sort by and what others ask for, by the names of the API, and the whole of it. The owner's
 * approval is as it was at the last event; answers judge it anew from `run`.
 */
const runsTable = defineTable({
  id: columns.uuid(),
  organization_id: columns.nullable(columns.text()),
  board_id: columns.nullable(columns.uuid()),
  task_id: columns.nullable(columns.uuid()),
  created_by_user_id: columns.nullable(columns.text()),
  run_name: columns.text(),
  iteration_number: columns.integer(),
  release_id: columns.nullable(columns.text()),
  stage: columns.word(stages),
  status: columns.word(statuses),
  owner_approval_required: columns.flag(),
  owner_approval_status: columns.word(ownerStatuses),
  owner_approval_note: columns.nullable(columns.text()),
  owner_approved_at: columns.nullable(columns.timestamp()),
  rollout_evidence_links: columns.json<readonly string[]>(Joi.array()),
  metrics_snapshot: columns.json<Metrics>(Joi.object()),
  outcome: columns.nullable(columns.word(outcomes)),
  completed_at: columns.nullable(columns.timestamp()),
  created_at: columns.timestamp(),
  updated_at: columns.timestamp(),
  revision: columns.bigint(),
  run: columns.document<Run>(Joi.object()),
})

type GsdRunRow = RowOf<typeof runsTable>

/** Every run as it stands. */
export default defineProjection<GsdRunRow, RunEvent>({
  name: 'gsd-runs',
  version: 4,
  columns: runsTable.columns,
  indexes: [
    ['created_at', 'id'],
    ['board_id', 'created_at', 'id'],
    ['stage', 'created_at', 'id'],
    ['status', 'created_at', 'id'],
    ['board_id', 'run_name', 'iteration_number', 'created_at', 'id'],
    ['updated_at', 'id'],
    ['board_id', 'updated_at', 'id'],
  ],
  keys: event => [event.data.runId],
  on: {
    'gsd.RunStarted': foldRun,
    'gsd.RunRenamed': foldRun,
    'gsd.ReleaseNamed': foldRun,
    'gsd.StageEntered': foldRun,
    'gsd.StatusChanged': foldRun,
    'gsd.ApprovalRequested': foldRun,
    'gsd.ApprovalGiven': foldRun,
    'gsd.ApprovalRejected': foldRun,
    'gsd.ApprovalWaived': foldRun,
    'gsd.ApprovalNoted': foldRun,
    'gsd.EvidenceAttached': foldRun,
    'gsd.EvidenceWithdrawn': foldRun,
    'gsd.LinksArranged': foldRun,
    'gsd.MetricsRecorded': foldRun,
    'gsd.GateDecided': foldRun,
    'gsd.GateBypassed': foldRun,
    'gsd.RulesWeakened': foldRun,
    'gsd.RunCompleted': foldRun,
    'gsd.RunReopened': foldRun,
  },
})

/** Folds an event into the row of its run by the rules that decide about it. */
function foldRun(row: GsdRunRow | undefined, event: Recorded<RunEvent>): GsdRunRow | null {
  const run = evolve(row?.run ?? null, event)
  return run && rowOf(run, row, Number(event.revision))
}

function rowOf(run: Run, before: GsdRunRow | undefined, revision: number): GsdRunRow {
  const owner = ownerFields(run, run.updatedAt)
  // Written out: an object that begins with a spread is five times slower to make, and this is made for every event.
  return {
    id: run.runId,
    organization_id: run.organizationId,
    board_id: run.boardId,
    task_id: run.taskId,
    created_by_user_id: run.createdByUserId,
    run_name: run.runName,
    iteration_number: run.iterationNumber,
    release_id: run.releaseId,
    stage: run.stage,
    status: run.status,
    owner_approval_required: owner.owner_approval_required,
    owner_approval_status: owner.owner_approval_status,
    owner_approval_note: owner.owner_approval_note,
    owner_approved_at: timeOf(owner.owner_approved_at),
    rollout_evidence_links: linksOf(run, before),
    metrics_snapshot: run.metrics,
    outcome: run.outcome,
    completed_at: timeOf(run.completedAt),
    created_at: before?.created_at ?? new Date(run.createdAt),
    updated_at: new Date(run.updatedAt),
    revision,
    run,
  }
}

// Most events leave the evidence as it is.
function linksOf(run: Run, before: GsdRunRow | undefined): readonly string[] {
  const isSame = before?.run.evidence === run.evidence && before.run.arrangement === run.arrangement
  return isSame ? before.rollout_evidence_links : shownLinks(run)
}

function timeOf(time: string | null): Date | null {
  return time === null ? null : new Date(time)
}
