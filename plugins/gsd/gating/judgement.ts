import type { CitedDecision, GateFacts, GateReply } from '../events/gate-events.ts'

/** What gates said of a step, as a command cites it. */
export interface Judgement extends Pick<
  GateFacts,
  'step' | 'runRevision' | 'boardId' | 'releaseId'
> {
  /** What each gate said, for who is refused. */
  readonly replies: readonly GateReply[]
  /** Null when the step asks no gate. */
  readonly cited: Omit<CitedDecision, 'runId' | 'step' | 'effect' | 'bypassId'> | null
}
