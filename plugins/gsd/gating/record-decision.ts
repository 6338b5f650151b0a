import type { Decider } from '../../../core/event.ts'
import type { GateRecord } from '../event-data.ts'
import type { GatesJudged } from '../events.ts'

/** The rules of `gateDecision-<id>`: a decision is recorded once, whole, and never changes. */
export const recordDecision: Decider<'missing' | 'recorded', GateRecord, GatesJudged> = {
  initial: 'missing',
  evolve: () => 'recorded',
  decide: (record, state) =>
    state === 'recorded' ? [] : [{ type: 'gsd.GatesJudged', data: record }],
}
