import type { Metrics } from '../../plugins/gsd/event-data.ts'
import type { Run } from '../../plugins/gsd/run.ts'
import type { OwnerFields } from '../../plugins/gsd/answering/run-body.ts'
import type { Stage, Status } from '../../plugins/gsd/stage.ts'

/**
 * A run: what lists filter and sort by and what others ask for, by the names of the API, and the whole of it. The owner's
 * approval is as it was at the last event; answers judge it anew from `run`.
 */
export interface GsdRunRow extends Omit<OwnerFields, 'owner_approved_at'> {
  readonly id: string
  readonly organization_id: string | null
  readonly board_id: string | null
  readonly task_id: string | null
  readonly created_by_user_id: string | null
  readonly run_name: string
  readonly iteration_number: number
  readonly release_id: string | null
  readonly stage: Stage
  readonly status: Status
  readonly owner_approved_at: Date | null
  readonly rollout_evidence_links: readonly string[]
  readonly metrics_snapshot: Metrics
  readonly completed_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly revision: number
  readonly run: Run
}
