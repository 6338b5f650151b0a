import type { RunTimes } from '../../plugins/gsd/timing/run-times.ts'

/** How long a run was in each stage at each attempt, and for whom it waited, up to its last event. */
export interface GsdStageTimesRow {
  readonly run_id: string
  readonly board_id: string | null
  readonly times: RunTimes
}
