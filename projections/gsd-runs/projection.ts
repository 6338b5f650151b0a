import { defineProjection } from '../../core/projection.ts'
import type { RunEvent } from '../../plugins/gsd/events.ts'
import { foldRun } from './fold.ts'
import type { GsdRunRow } from './row.ts'

/** Every run as it stands. */
export default defineProjection<GsdRunRow, RunEvent>({
  name: 'gsd-runs',
  version: 1,
  columns: {
    id: 'uuid',
    organization_id: 'text',
    board_id: 'uuid',
    task_id: 'uuid',
    created_by_user_id: 'text',
    run_name: 'text',
    iteration_number: 'integer',
    release_id: 'text',
    stage: 'text',
    status: 'text',
    owner_approval_required: 'boolean',
    owner_approval_status: 'text',
    owner_approval_note: 'text',
    owner_approved_at: 'timestamptz',
    rollout_evidence_links: 'jsonb',
    metrics_snapshot: 'jsonb',
    completed_at: 'timestamptz',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    revision: 'bigint',
    run: 'jsonb',
  },
  indexes: [
    ['created_at', 'id'],
    ['board_id', 'created_at', 'id'],
    ['board_id', 'run_name', 'iteration_number'],
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
    'gsd.RunCompleted': foldRun,
    'gsd.RunReopened': foldRun,
  },
})
