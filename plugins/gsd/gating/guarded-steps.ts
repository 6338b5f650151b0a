import { rulesOf, type Run } from '../run.ts'
import { stepsBetween, type Step } from '../stage.ts'

/** The steps whose gates are asked on the way to a step: where the rules hold, those of skipped stages too. */
export function guardedSteps(run: Pick<Run, 'releaseId' | 'stage'>, to: Step): readonly Step[] {
  return rulesOf(run) === 'release' ? stepsBetween(run.stage, to) : [to]
}
