import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { RunEvent } from '../../plugins/gsd/events.ts'
import { evolveTimes, type RunTimes, type TimedEvent } from '../../plugins/gsd/timing/run-times.ts'

/** How long runs were in their stages, and for whom they waited. One row a run, because what ends a wait does not name the stage. */
export default defineProjection<GsdStageTimesRow, RunEvent>({
  name: 'gsd-stage-times',
  version: 2,
  columns: { run_id: 'uuid', board_id: 'uuid', times: 'jsonb' },
  indexes: [['run_id']],
  keys: event => [event.data.runId],
  on: {
    'gsd.RunStarted': foldTimes,
    'gsd.StageEntered': foldTimes,
    'gsd.ApprovalRequested': foldTimes,
    'gsd.ApprovalGiven': foldTimes,
    'gsd.ApprovalRejected': foldTimes,
    'gsd.ApprovalWaived': foldTimes,
    'gsd.GateDecided': foldTimes,
    'gsd.GateBypassed': foldTimes,
    'gsd.RunCompleted': foldTimes,
    'gsd.RunReopened': foldTimes,
    // These time nothing. To have passed them is what a write waits for that ends in one; without, it would wait for a barrier.
    'gsd.RunRenamed': keep,
    'gsd.ReleaseNamed': keep,
    'gsd.StatusChanged': keep,
    'gsd.ApprovalNoted': keep,
    'gsd.EvidenceAttached': keep,
    'gsd.EvidenceWithdrawn': keep,
    'gsd.LinksArranged': keep,
    'gsd.MetricsRecorded': keep,
    'gsd.RulesWeakened': keep,
  },
})

function keep(row: GsdStageTimesRow | undefined): GsdStageTimesRow | null {
  return row ?? null
}

function foldTimes(
  row: GsdStageTimesRow | undefined,
  event: Recorded<TimedEvent>,
): GsdStageTimesRow | null {
  const times = evolveTimes(row?.times ?? null, event)
  const started = event.type === 'gsd.RunStarted' ? event.data.boardId : null
  return times && { run_id: event.data.runId, board_id: row?.board_id ?? started, times }
}

/** How long a run was in each stage at each attempt, and for whom it waited, up to its last event. */
interface GsdStageTimesRow {
  readonly run_id: string
  readonly board_id: string | null
  readonly times: RunTimes
}
