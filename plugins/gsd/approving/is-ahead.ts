import type { Run } from '../run.ts'
import { steps, type Step } from '../stage.ts'

/** Tells whether a run has a step before it: of what it is past there is nothing to decide. */
export function isAhead({ stage }: Pick<Run, 'stage'>, step: Step): boolean {
  return steps.indexOf(step) > steps.indexOf(stage)
}
