import type { GateEvent } from '../events/gate-events.ts'
import type { Folds } from '../run.ts'

/** Folds what gates decided and what was set aside. */
export const gateFolds: Folds<GateEvent> = {
  'gsd.GateDecided': (run, { data: { runId: _, ...cited } }, { at }) => {
    const others = run.decisions.filter(({ step }) => step !== cited.step)
    return { ...run, decisions: [...others, { ...cited, decidedAt: at }] }
  },
  'gsd.GateBypassed': (run, { data: { runId: _, ...bypass } }, { actor, via, at }) => ({
    ...run,
    bypasses: [...run.bypasses, { ...bypass, actor, via, givenAt: at }],
  }),
}
