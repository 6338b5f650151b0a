import type { Stage, Step } from '../stage.ts'

/** One time that a run was in a stage, in milliseconds of which each is counted once. */
export interface StageTime {
  readonly stage: Stage
  readonly attempt: number
  readonly enteredAt: string
  /** When it moved on or completed; null while it is there. */
  readonly leftAt: string | null
  readonly approvalsMs: number
  readonly gatesMs: number
  readonly nobodyMs: number
}

/** An approval that is waited for. */
export interface Asked {
  readonly step: Step
  readonly round: number
  /** How many approvals are still to be given. */
  readonly missing: number
}

/** How long a run was where, and for whom it waited, up to a moment; in plain JSON. */
export interface RunTimes {
  readonly state: 'open' | 'completed'
  readonly countedTo: string
  readonly asked: readonly Asked[]
  /** Steps that gates have refused, and that nothing has freed since. */
  readonly refused: readonly Step[]
  readonly stages: readonly StageTime[]
}
