import type { EvidenceContent } from '../../plugins/gsd/event-data.ts'
import type { Stage } from '../../plugins/gsd/stage.ts'

/** One proof of a run, whether it stands or was withdrawn. */
export interface GsdEvidenceRow extends EvidenceContent {
  readonly id: string
  readonly run_id: string
  readonly digest: string
  readonly stage: Stage
  readonly verification_id: string | null
  /** Revision of the run at which it was attached: the order of its evidence. */
  readonly attached_revision: number
  readonly attached_at: Date
  readonly attached_by: string
  readonly withdrawn_at: Date | null
  readonly withdrawn_by: string | null
  readonly withdrawn_reason: string | null
}
