import type { Recorded } from '../../core/event.ts'
import { ownerFields } from '../../plugins/gsd/answering/run-body.ts'
import type { RunEvent } from '../../plugins/gsd/events.ts'
import { shownLinks } from '../../plugins/gsd/evidencing/shown-links.ts'
import type { Run } from '../../plugins/gsd/run.ts'
import { evolve } from '../../plugins/gsd/running/evolve.ts'
import type { GsdRunRow } from './row.ts'

/** Folds an event into the row of its run by the rules that decide about it. */
export function foldRun(row: GsdRunRow | undefined, event: Recorded<RunEvent>): GsdRunRow | null {
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
