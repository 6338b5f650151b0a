import { voidChanged } from '../approving/subject.ts'
import type { RulesEvent } from '../events/rules-events.ts'
import type { Folds } from '../run.ts'

/** Folds that rules were weakened: what was approved before was approved under others. */
export const rulesFolds: Folds<RulesEvent> = {
  'gsd.RulesWeakened': (run, { data: { runId: _, ...weakening } }, { at }) =>
    voidChanged({ ...run, weakenings: [...run.weakenings, weakening] }, at),
}
